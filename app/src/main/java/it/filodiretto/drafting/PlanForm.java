// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.drafting;

import it.filodiretto.broadcast.NoticePlan;
import it.filodiretto.broadcast.Recurrence;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The fields of what is to follow, as they were filled in. @param promemoria days before the deadline */
record PlanForm(@Nullable String ripete, @Nullable String ultimo, @Nullable String promemoria) {

    static final PlanForm BLANK = new PlanForm(null, null, null);

    /** What cannot be understood is nothing; a missing last day is asked for by {@link it.filodiretto.broadcast.NoticePlans}. */
    NoticePlan plan() {
        var repeats = Arrays.stream(Recurrence.values()).filter(it -> it.name().equals(ripete)).findFirst().orElse(Recurrence.NEVER);
        return new NoticePlan(repeats, repeats == Recurrence.NEVER ? null : day(), days());
    }

    private @Nullable LocalDate day() {
        try {
            return ultimo == null || ultimo.isBlank() ? null : LocalDate.parse(ultimo.strip());
        } catch (DateTimeParseException _) {
            return null;
        }
    }

    private int days() {
        return promemoria != null && promemoria.matches("[0-9]{1,2}") ? Math.min(30, Integer.parseInt(promemoria)) : 0;
    }
}
