// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.settings;

import it.filodiretto.opening.OpeningDay;
import it.filodiretto.wording.Piece;
import java.util.List;

/** Timetables, closures, and what they make of the next days. @param chosen code of the timetable shown */
record HoursView(List<Piece> timetables, List<Piece> closures, String chosen, List<OpeningDay> days) {

    /** Empty squares before the first day, so that Mondays stand below each other. */
    int blanks() {
        return days.getFirst().day().getDayOfWeek().getValue() - 1;
    }
}
