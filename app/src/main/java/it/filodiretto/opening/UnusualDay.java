// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.opening;

import java.time.LocalDate;
import java.util.List;

/**
 * A day whose hours are not those of its weekday.
 *
 * @param hours when it is open all the same; none: closed
 * @param reason as the town words it; empty on a public holiday and on the patron's day
 */
public record UnusualDay(LocalDate day, List<DayHours> hours, String reason) {

    public UnusualDay {
        hours = List.copyOf(hours);
    }
}
