// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.notice;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.operator.OperatorId;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The sending of a notice, as far as this module leads it: handing its people over, page by page.
 *
 * @param approvedAt the audience is the one of this moment; null while it is WAITING
 * @param recipients counted at the approval
 * @param cursor last person handed over
 * @param added how many were handed over
 * @param left how many had left between the approval and their page
 */
public record Broadcast(BroadcastId id, NoticeId notice, State state, @Nullable Instant approvedAt, @Nullable OperatorId approvedBy,
        long recipients, @Nullable CitizenId cursor, int pages, long added, long left) {

    private static final Comparator<Broadcast> BEGUN = Comparator
        .comparing((Broadcast it) -> it.approvedAt() == null ? Instant.MAX : it.approvedAt()).thenComparing(it -> it.id().value());

    /** How far its people are handed over. */
    public enum State {
        /** Not approved yet. */
        WAITING,
        /** Its people are being handed over. */
        FILLING,
        /** All are handed over. */
        FILLED,
        /** Stopped by a person. */
        STOPPED
    }

    /** Whether the other began before this one and still hands its people over; of two never each after the other. */
    public boolean comesAfter(Broadcast other) {
        return other.state == State.FILLING && BEGUN.compare(other, this) < 0;
    }
}
