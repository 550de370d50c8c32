// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.enrolment;

import it.filodiretto.enrolment.UnreadableSheet.Why;
import it.filodiretto.shared.PhoneNumber;
import it.filodiretto.wording.Topic;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes lines of rows, each by itself; who is subscribed already is not known here. */
final class LineReader {

    private static final Set<String> ALL = Set.of("tutti", "tutte");
    private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}\\p{Nd}]+");

    private final SheetColumns columns;
    private final Map<String, String> topics = new HashMap<>();
    private final Map<String, String> districts = new HashMap<>();
    private final Map<PhoneNumber, Integer> seen = new HashMap<>();

    private LineReader(SheetColumns columns, List<Topic> topics, List<String> districts) {
        this.columns = columns;
        topics.forEach(it -> {
            this.topics.put(plain(it.code()), it.code());
            this.topics.put(plain(it.name()), it.code());
        });
        districts.forEach(it -> this.districts.put(bare(it), it));
    }

    /** @param districts of the profile; where there are none, no column tells of them. @throws UnreadableSheet if no column has numbers, or there is nothing below the titles */
    static List<EnrolmentLine> read(List<SheetRow> rows, List<Topic> topics, List<String> districts) throws UnreadableSheet {
        var columns = SheetColumns.of(rows).orElseThrow(() -> new UnreadableSheet(Why.NO_COLUMN));
        var people = columns.titled() ? rows.subList(1, rows.size()) : rows;
        if (people.isEmpty()) {
            throw new UnreadableSheet(Why.EMPTY);
        }
        if (people.size() > SheetRows.MOST) {
            throw new UnreadableSheet(Why.TOO_MANY_ROWS);
        }
        var reader = new LineReader(columns, topics, districts);
        return people.stream().map(reader::line).toList();
    }

    private EnrolmentLine line(SheetRow row) {
        var cell = row.cell(columns.phone());
        var written = WrittenNumber.of(cell);
        var phone = written.phone();
        var chosen = chosen(row.cell(columns.topics()), topics, LineReader::plain);
        var where = districts.isEmpty() ? List.<String>of() : chosen(row.cell(columns.districts()), districts, LineReader::bare);
        if (phone == null || !written.fate().isTaken()) {
            return EnrolmentLine.out(row.number(), phone == null ? cell.text() : phone.e164(), written.fate(), 0);
        }
        var before = seen.putIfAbsent(phone, row.number());
        if (before != null) {
            return EnrolmentLine.out(row.number(), phone.e164(), LineFate.DUPLICATE, before);
        }
        return chosen == null ? EnrolmentLine.out(row.number(), phone.e164(), LineFate.UNKNOWN_TOPIC, 0)
            : where == null ? EnrolmentLine.out(row.number(), phone.e164(), LineFate.UNKNOWN_DISTRICT, 0)
            : new EnrolmentLine(row.number(), phone.e164(), chosen, where, written.fate(), 0);
    }

    /** What the town calls them, none for all; null: one of them is none of the town's. */
    private static @Nullable List<String> chosen(SheetCell cell, Map<String, String> known, UnaryOperator<String> plainly) {
        var codes = new ArrayList<String>();
        for (var written : Arrays.stream(cell.text().split("[,;|/\\n]")).map(plainly).filter(it -> !it.isEmpty()).toList()) {
            if (ALL.contains(written)) {
                return List.of();
            }
            var code = known.get(written);
            if (code == null) {
                return null;
            }
            codes.add(code);
        }
        return codes.stream().distinct().toList();
    }

    /** Case, accents, blanks and apostrophes do not count. */
    private static String bare(String text) {
        return NO_LETTER.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("").toLowerCase(Locale.ITALIAN);
    }

    private static String plain(String text) {
        return text.strip().toLowerCase(Locale.ITALIAN).replace('-', ' ');
    }
}
