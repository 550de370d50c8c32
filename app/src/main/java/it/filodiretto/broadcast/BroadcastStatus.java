// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import it.filodiretto.notice.BroadcastId;
import it.filodiretto.notice.Notice;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.outbox.BulkCounts;
import it.filodiretto.outbox.BulkState;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far the sending of a notice is.
 *
 * @param counts each person once, in the furthest state; together they are the recipients
 * @param finishedAt nobody is queued, in flight or still being settled; delivery and reading may go on
 * @param pauseReason in Italian, if the sending engine paused it by itself
 */
public record BroadcastStatus(BroadcastId id, NoticeId notice, Phase phase, BulkCounts counts, @Nullable Instant startedAt,
        @Nullable Instant finishedAt, @Nullable String pauseReason, List<BulkState.Failure> failures) {

    private static final BulkCounts NOBODY = new BulkCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** The words of the API are these in small letters. */
    public enum Phase {
        DRAFT, SCHEDULED, SENDING, PAUSED, FINISHED, CANCELLED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static BroadcastStatus ahead(Notice notice) {
        var phase = switch (notice.state()) {
            case SCHEDULED -> Phase.SCHEDULED;
            case CANCELLED -> Phase.CANCELLED;
            case DRAFT, TO_APPROVE, SENDING, SENT -> Phase.DRAFT;
        };
        return new BroadcastStatus(notice.broadcast(), notice.id(), phase, NOBODY, null, null, null, List.of());
    }

    static BroadcastStatus of(Notice notice, BulkState bulk) {
        var phase = switch (bulk.stage()) {
            case RUNNING -> Phase.SENDING;
            case PAUSED -> Phase.PAUSED;
            case CANCELLED -> Phase.CANCELLED;
            case FINISHED -> Phase.FINISHED;
        };
        return new BroadcastStatus(notice.broadcast(), notice.id(), phase, bulk.counts(), bulk.startedAt(), bulk.finishedAt(),
            bulk.pauseReason(), bulk.failures());
    }

    public long recipients() {
        return counts.total();
    }

    /** Those whose message WhatsApp has taken over, whatever became of it then. */
    public long gone() {
        return counts.accepted() + counts.sent() + counts.delivered() + counts.read() + counts.failed();
    }

    public boolean isOver() {
        return finishedAt != null || phase == Phase.CANCELLED && startedAt == null;
    }

    public boolean isRunning() {
        return !isOver() && (phase == Phase.SENDING || phase == Phase.PAUSED || phase == Phase.CANCELLED);
    }
}
