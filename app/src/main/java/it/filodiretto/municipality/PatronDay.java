// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.municipality;

import java.time.LocalDate;
import java.time.MonthDay;

/** The day of the town's patron saint, on which its offices are closed. */
public sealed interface PatronDay {

    /** For example «San Jacopo». */
    String name();

    LocalDate in(int year);

    /** The same date each year. */
    record Fixed(String name, MonthDay date) implements PatronDay {
        @Override
        public LocalDate in(int year) {
            return date.atYear(year);
        }
    }

    /** @param days after Easter Sunday, negative before it: Whit Monday is 50 */
    record FromEaster(String name, int days) implements PatronDay {
        @Override
        public LocalDate in(int year) {
            return Holidays.easter(year).plusDays(days);
        }
    }
}
