// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.enrolment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A list of people from a file: foreseen until it is brought in, then the report of what was done.
 *
 * @param broughtInAt null: nobody is subscribed by it yet
 */
record Enrolment(UUID id, Origin origin, Instant madeAt, @Nullable Instant broughtInAt, List<EnrolmentLine> lines) {

    static final int LONGEST_SOURCE = 150;

    Enrolment {
        lines = List.copyOf(lines);
    }

    /**
     * Where the list comes from: what shows that these people wanted it.
     *
     * @param source as the operator says, «Moduli raccolti allo sportello»
     * @param consentedOn the day of their consent, the last if there are several
     */
    record Origin(String fileName, String source, LocalDate consentedOn) {}

    boolean isDone() {
        return broughtInAt != null;
    }

    /** How many lines have each fate; those that none has are missing. */
    Map<LineFate, Integer> counts() {
        var counts = new EnumMap<LineFate, Integer>(LineFate.class);
        lines.forEach(it -> counts.merge(it.fate(), 1, Integer::sum));
        return counts;
    }

    int taken() {
        return (int) lines.stream().filter(it -> it.fate().isTaken()).count();
    }

    /** The lines somebody should look at. */
    List<EnrolmentLine> trouble() {
        return lines.stream().filter(it -> it.fate().isTrouble()).toList();
    }

    Enrolment with(List<EnrolmentLine> found, @Nullable Instant at) {
        return new Enrolment(id, origin, madeAt, at, found);
    }
}
