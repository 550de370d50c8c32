// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.enrolment;

import it.filodiretto.shared.PhoneNumber;
import java.util.List;
import java.util.Optional;

/**
 * One line of a list, and what becomes of it.
 *
 * @param row as spreadsheets count, from 1
 * @param phone whole in E.164 as long as it is needed, else as it may be shown
 * @param topics codes; none: all
 * @param districts names of the profile; none: all of the town
 * @param other the row in which the same number stands first, else 0
 */
record EnrolmentLine(int row, String phone, List<String> topics, List<String> districts, LineFate fate, int other) {

    /** A list that was read before districts were has none. */
    EnrolmentLine {
        topics = List.copyOf(topics);
        districts = districts == null ? List.of() : List.copyOf(districts);
    }

    /** One that is not taken. */
    static EnrolmentLine out(int row, String phone, LineFate fate, int other) {
        return new EnrolmentLine(row, phone, List.of(), List.of(), fate, other);
    }

    /** The number, while it is whole. */
    Optional<PhoneNumber> number() {
        return phone.matches("\\+[1-9][0-9]{7,14}") ? Optional.of(new PhoneNumber(phone)) : Optional.empty();
    }

    /** For pages and reports: no number is whole in it. */
    String shown() {
        return number().map(PhoneNumber::shown).orElseGet(() -> masked(phone));
    }

    EnrolmentLine withFate(LineFate found) {
        return new EnrolmentLine(row, phone, topics, districts, found, other);
    }

    /** Nobody can be called by it any more. */
    EnrolmentLine blurred() {
        return new EnrolmentLine(row, shown(), topics, districts, fate, other);
    }

    /** What is no number may be nearly one: of more than five digits the middle is hidden. */
    private static String masked(String written) {
        long digits = written.chars().filter(Character::isDigit).count();
        if (digits < 6 || written.indexOf('•') >= 0) {
            return written;
        }
        var masked = new StringBuilder();
        long seen = 0;
        for (char it : written.toCharArray()) {
            seen += Character.isDigit(it) ? 1 : 0;
            masked.append(Character.isDigit(it) && seen > 3 && seen < digits - 1 ? '•' : it);
        }
        return masked.toString();
    }
}
