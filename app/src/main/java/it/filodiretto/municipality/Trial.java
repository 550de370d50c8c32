// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.municipality;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The mark «sperimentale»: the town is trying the service out.
 *
 * @param until the last day, or null if it is not known yet
 */
public record Trial(LocalDate from, @Nullable LocalDate until) {

    public boolean on(LocalDate day) {
        return !day.isBefore(from) && (until == null || !day.isAfter(until));
    }
}
