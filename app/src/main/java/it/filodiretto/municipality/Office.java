// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.municipality;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the town hall that answers citizens.
 *
 * @param code stable, unique in the municipality, for example {@code urp}
 * @param name as citizens know it, for example «PistoiaInforma»
 * @param place its address, if it has a desk
 * @param timetable code for {@link it.filodiretto.opening.OpeningHours}
 * @param marks as what its operators mark messages by one key, «buca sulla strada»: at most {@link #MOST_MARKS}, in lower case
 * @param logo null: it has none of its own
 */
public record Office(String code, String name, @Nullable String place, String timetable, List<String> marks, @Nullable Logo logo) {

    /** One for each digit. */
    public static final int MOST_MARKS = 9;
    /** Letters. */
    public static final int LONGEST_MARK = 30;
    public static final List<String> USUAL_MARKS = List.of("segnalazione", "appuntamento");

    public Office {
        marks = List.copyOf(marks);
    }
}
