// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.opening;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One day of a timetable. @param hours {@code 9:00-13:00}, none: closed @param why a holiday or closure that changes the day; null: an ordinary one */
public record OpeningDay(LocalDate day, List<String> hours, @Nullable String why) {

    public OpeningDay {
        hours = List.copyOf(hours);
    }

    public boolean isOpen() {
        return !hours.isEmpty();
    }
}
