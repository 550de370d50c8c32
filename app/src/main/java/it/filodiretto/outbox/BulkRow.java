// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outbox;

import it.filodiretto.messaging.BulkId;
import it.filodiretto.messaging.LaneId;
import it.filodiretto.messaging.Priority;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of table {@code bulk}, without its contents. */
public record BulkRow(BulkId id, LaneId lane, Priority priority, BulkState.Stage stage, LocalDate day, @Nullable UUID operator,
        long recipients, boolean filled, @Nullable String pauseReason, Instant startedAt, @Nullable Instant finishedAt) {}
