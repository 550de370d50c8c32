// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.messaging;

import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.operator.OperatorId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One message of the talk between a person and the town hall. */
public sealed interface Line {

    UUID id();

    /** When it was written. */
    Instant at();

    /** As it is read, in Italian. */
    String words();

    /** What the person wrote. */
    record Received(UUID id, InboundContent content, Instant at) implements Line {

        @Override
        public String words() {
            return content.words();
        }
    }

    /** What the town hall wrote. @param bulk the sending to many it belongs to, or {@code null} */
    record Written(UUID id, MessageContent content, Instant at, @Nullable OperatorId operator, @Nullable AutomaticKind automatic,
            @Nullable BulkId bulk, Fate fate) implements Line {

        @Override
        public String words() {
            return content.words();
        }
    }

    /** What became of it. @param state {@code QUEUED, ACCEPTED, SENT, DELIVERED, READ, FAILED, LEFT, EXCLUDED} */
    record Fate(String state, @Nullable Instant sentAt, @Nullable Instant deliveredAt, @Nullable Instant readAt, @Nullable Instant failedAt,
            @Nullable String failedReason) {}
}
