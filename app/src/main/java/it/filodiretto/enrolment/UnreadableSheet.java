// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.enrolment;

import java.io.IOException;

/** The file is no list of people that can be read. */
final class UnreadableSheet extends IOException {

    /** Each has its sentence, {@code enrolment.unreadable.…}. */
    enum Why { EMPTY, TOO_MANY_ROWS, TOO_LARGE, SWELLS, MACROS, OLD_EXCEL, NO_SHEET, DAMAGED, NO_COLUMN }

    private final Why why;

    UnreadableSheet(Why why) {
        super("The list cannot be read: " + why);
        this.why = why;
    }

    Why why() {
        return why;
    }
}
