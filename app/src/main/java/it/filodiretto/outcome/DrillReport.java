// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outcome;

import it.filodiretto.notice.Notice;
import it.filodiretto.outbox.BulkState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a drill showed.
 *
 * @param delivered those whose telephone has it, readers included
 * @param half from the start until half of the volunteers had read it; null: fewer have
 * @param lasted from the start until nothing was left to send; null: it goes on
 */
record DrillReport(Notice notice, Instant startedAt, long volunteers, long delivered, long read, long failed, @Nullable Duration half,
        @Nullable Duration lasted, List<BulkState.Failure> failures) {

    DrillReport {
        failures = List.copyOf(failures);
    }

    /** In a hundred; 0 of nobody. */
    long percent(long people) {
        return volunteers == 0 ? 0 : Math.round(100.0 * people / volunteers);
    }
}
