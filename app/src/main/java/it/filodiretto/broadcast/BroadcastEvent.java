// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import it.filodiretto.operator.OperatorId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that happened to a broadcast and that people want to know. @param words more about it, in Italian */
record BroadcastEvent(Kind kind, Instant at, @Nullable OperatorId operator, @Nullable String words) {

    enum Kind {
        WRITTEN, SCHEDULED, UNSCHEDULED, REFUSED, APPROVED, FIRST_LEFT, FIRST_DELIVERED, FIRST_READ, PAUSED,
        /** Paused by the sending engine. */
        HELD,
        RESUMED, CANCELLED, FINISHED
    }
}
