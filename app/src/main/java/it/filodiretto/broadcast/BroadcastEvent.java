// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import it.filodiretto.operator.OperatorId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that happened to a broadcast and that people want to know. @param words more about it, in Italian */
public record BroadcastEvent(Kind kind, Instant at, @Nullable OperatorId operator, @Nullable String words) {

    /** What happened; people read it in the order of its time. */
    public enum Kind {
        WRITTEN,
        /** A second signature was asked for. */
        ASKED,
        /** Whoever was to sign sent it back. */
        RETURNED, SCHEDULED, UNSCHEDULED, REFUSED, APPROVED,
        /** Sent by one person alone, with a reason. */
        OVERRIDDEN,
        /** Who could have signed has seen that. */
        SEEN,
        /** Another notice follows it. */
        FOLLOWED, FIRST_LEFT, FIRST_DELIVERED, FIRST_READ, PAUSED,
        /** Paused by the sending engine. */
        HELD,
        RESUMED,
        /** Messages whose fate nobody knew were sent again. */
        SENT_AGAIN,
        /** Messages whose fate nobody knew were given up. */
        GIVEN_UP, CANCELLED, FINISHED
    }
}
