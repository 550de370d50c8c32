// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** How often a notice leaves again, on the town's clock. */
public enum Recurrence {
    NEVER, DAILY, WEEKLY, FORTNIGHTLY, MONTHLY;

    /**
     * The first time after that moment. Always counted from the first of the line: the 31st is the last of a shorter month
     * and the 31st again afterwards; an hour that a night does not have is the next that it has, in that night only.
     */
    Instant after(Instant moment, Instant first, ZoneId zone) {
        var start = LocalDateTime.ofInstant(first, zone);
        for (int times = 1; ; times++) {
            var at = time(start, times).atZone(zone).toInstant();
            if (at.isAfter(moment)) {
                return at;
            }
        }
    }

    private LocalDateTime time(LocalDateTime start, int times) {
        return switch (this) {
            case NEVER -> throw new IllegalStateException("It does not repeat");
            case DAILY -> start.plusDays(times);
            case WEEKLY -> start.plusWeeks(times);
            case FORTNIGHTLY -> start.plusWeeks(2L * times);
            case MONTHLY -> start.plusMonths(times);
        };
    }
}
