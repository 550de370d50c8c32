// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.enrolment;

import it.filodiretto.shared.PhoneNumber;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Which column has what: the numbers are where most cells are numbers of people, whatever the title says.
 *
 * @param topics below 0: none
 * @param districts below 0: none
 * @param titled the first row has titles, and nobody in it
 */
record SheetColumns(int phone, int topics, int districts, boolean titled) {

    private static final Pattern PHONE = Pattern.compile("(?iu).*\\b(telefono|tel|cellulare|cell|numero|whatsapp|phone|mobile|recapito).*");
    private static final Pattern TOPICS = Pattern.compile("(?iu).*\\b(argoment[io]|tem[ai]|interess[ei]|topics?).*");
    private static final Pattern DISTRICTS = Pattern.compile("(?iu).*\\b(frazion[ei]|zon[ae]|quartier[ei]|contrad[ae]|districts?)\\b.*");
    private static final int LOOKED_AT = 200;

    /** Empty: there is no column of numbers. */
    static Optional<SheetColumns> of(List<SheetRow> rows) {
        var titles = rows.getFirst();
        int width = rows.stream().mapToInt(it -> it.cells().size()).max().orElse(0);
        int best = -1;
        long most = 0;
        for (int column = 0; column < width; column++) {
            long found = numbers(rows, column);
            if (found > most) {
                best = column;
                most = found;
            }
        }
        int phone = best >= 0 ? best : titled(titles, PHONE);
        return phone < 0 ? Optional.empty() : Optional.of(new SheetColumns(phone, titled(titles, TOPICS), titled(titles, DISTRICTS), isTitle(titles, titles.cell(phone))));
    }

    private static long numbers(List<SheetRow> rows, int column) {
        return rows.stream().limit(LOOKED_AT).map(it -> WrittenNumber.of(it.cell(column)))
            .filter(it -> it.phone() != null && it.phone().line() == PhoneNumber.Line.PERSONAL).count();
    }

    private static int titled(SheetRow titles, Pattern title) {
        return IntStream.range(0, titles.cells().size()).filter(it -> title.matcher(titles.cell(it).text()).matches()).findFirst().orElse(-1);
    }

    /** Who is reached by a number that stands in another column is a person, whatever stands here. */
    private static boolean isTitle(SheetRow row, SheetCell cell) {
        return !cell.isEmpty() && !cell.formula() && cell.text().chars().noneMatch(Character::isDigit)
            && row.cells().stream().allMatch(it -> WrittenNumber.of(it).phone() == null);
    }
}
