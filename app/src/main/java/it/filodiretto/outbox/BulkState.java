// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outbox;

import it.filodiretto.messaging.BulkId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a sending to many stands. @param pauseReason in Italian, if the engine paused it by itself */
public record BulkState(BulkId id, Stage stage, long recipients, BulkCounts counts, Instant startedAt, @Nullable Instant finishedAt,
        @Nullable String pauseReason, List<Failure> failures) {

    public enum Stage { RUNNING, PAUSED, CANCELLED, FINISHED }

    /** How many failed for one reason. */
    public record Failure(String code, String reason, long count) {}
}
