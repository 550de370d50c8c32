// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.enrolment;

import it.filodiretto.shared.PhoneNumber;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A number as somebody wrote it in a cell. @param phone null: it is none, and {@code fate} says why */
record WrittenNumber(@Nullable PhoneNumber phone, LineFate fate) {

    private static final Pattern ROUNDED = Pattern.compile("[0-9]+([.,][0-9]+)?[eE]\\+?[0-9]{1,2}");
    private static final Pattern DECIMAL = Pattern.compile("(\\+?[0-9]{6,15})[.,]0+");
    /** What a telephone number is written with; a name beside it is somebody's to tidy up. */
    private static final Pattern PLAUSIBLE = Pattern.compile("[+0-9 ()./\\u00a0\\u2010-\\u2015-]{6,40}");
    private static final String HOME = "+39";

    static WrittenNumber of(SheetCell cell) {
        if (cell.isEmpty()) {
            return new WrittenNumber(null, LineFate.NO_NUMBER);
        }
        if (cell.formula()) {
            return new WrittenNumber(null, LineFate.FORMULA);
        }
        if (ROUNDED.matcher(cell.text()).matches()) {
            return new WrittenNumber(null, LineFate.ROUNDED);
        }
        var decimal = DECIMAL.matcher(cell.text());
        var written = decimal.matches() ? decimal.group(1) : cell.text();
        return PLAUSIBLE.matcher(written).matches()
            ? PhoneNumber.parse(written).map(WrittenNumber::sorted).orElseGet(() -> new WrittenNumber(null, LineFate.WRONG_NUMBER))
            : new WrittenNumber(null, LineFate.WRONG_NUMBER);
    }

    private static WrittenNumber sorted(PhoneNumber phone) {
        return new WrittenNumber(phone, switch (phone.line()) {
            case FIXED -> LineFate.LANDLINE;
            case PAID_OR_FOR_CALLS -> LineFate.PREMIUM;
            case PERSONAL -> phone.e164().startsWith(HOME) ? LineFate.TAKEN : LineFate.TAKEN_ABROAD;
        });
    }
}
