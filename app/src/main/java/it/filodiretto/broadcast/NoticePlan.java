// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is to follow a notice by itself.
 *
 * @param lastDay no repetition later
 * @param remindDays so many days before the deadline; 0: no reminder
 */
public record NoticePlan(Recurrence repeats, @Nullable LocalDate lastDay, int remindDays) {

    static final NoticePlan NONE = new NoticePlan(Recurrence.NEVER, null, 0);

    public boolean doesRepeat() {
        return repeats != Recurrence.NEVER;
    }

    boolean isEmpty() {
        return equals(NONE);
    }
}
