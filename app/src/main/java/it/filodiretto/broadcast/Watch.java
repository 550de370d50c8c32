// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.notice.Broadcast;
import it.filodiretto.notice.BroadcastId;
import it.filodiretto.notice.BroadcastTable;
import it.filodiretto.notice.NoticeState;
import it.filodiretto.notice.NoticeTable;
import it.filodiretto.outbox.BulkCounts;
import it.filodiretto.outbox.BulkState;
import it.filodiretto.outbox.Bulks;
import it.filodiretto.preflight.Spending;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Looks at a broadcast's counts while it runs: writes down what people want to know about, and sees when it is over. */
@Component
class Watch {

    /** Delivery and reading go on after the last message left: for so long the first of each is still looked out for. */
    private static final Duration AFTER_THE_END = Duration.ofMinutes(10);
    /** Most of what is ever delivered or read is by then: that is what came of it, and the register keeps it. */
    private static final Duration OUTCOME_AFTER = Duration.ofHours(24);
    private static final Duration NEXT_LOOK = Duration.ofMinutes(1);
    private static final Clock REAL_TIME = Clock.systemUTC();

    private final BroadcastTable broadcasts;
    private final NoticeTable notices;
    private final EventTable events;
    private final DueTable due;
    private final Bulks bulks;
    private final NoticeRegister register;
    private final Spending spending;
    private final Clock clock;

    Watch(BroadcastTable broadcasts, NoticeTable notices, EventTable events, DueTable due, Bulks bulks, NoticeRegister register, Spending spending,
            Clock clock) {
        this.broadcasts = broadcasts;
        this.notices = notices;
        this.events = events;
        this.due = due;
        this.bulks = bulks;
        this.register = register;
        this.spending = spending;
        this.clock = clock;
    }

    @Transactional
    public void look(BroadcastId id) {
        var broadcast = broadcasts.lockUnlessTaken(id);
        var state = bulks.find(id.bulk());
        if (broadcast.isEmpty() || state.isEmpty()) {
            return;
        }
        spending.estimate(id);
        writeDown(broadcast.get(), state.get());
        var finished = state.get().finishedAt();
        if (finished != null) {
            end(broadcast.get(), state.get());
            if (isSettled(state.get().counts()) || isOver(finished, OUTCOME_AFTER)) {
                due.over(id);
                register.outcome(broadcast.get().notice(), state.get());
            } else if (state.get().counts().read() > 0 || isOver(finished, AFTER_THE_END)) {
                due.from(new DueTable.Due(CurrentMunicipality.require(), id), clock.instant().plus(NEXT_LOOK));
            }
        }
    }

    private static boolean isOver(Instant finished, Duration time) {
        return finished.plus(time).isBefore(REAL_TIME.instant());
    }

    /** Nobody's state can change any more. */
    private static boolean isSettled(BulkCounts counts) {
        return counts.accepted() + counts.sent() + counts.delivered() + counts.uncertain() == 0;
    }

    private void writeDown(Broadcast broadcast, BulkState state) {
        var id = broadcast.id();
        var counts = state.counts();
        if (counts.accepted() + counts.sent() + counts.delivered() + counts.read() > 0) {
            events.add(id, BroadcastEvent.Kind.FIRST_LEFT, null, null);
        }
        if (counts.delivered() + counts.read() > 0) {
            events.add(id, BroadcastEvent.Kind.FIRST_DELIVERED, null, null);
        }
        if (counts.read() > 0) {
            events.add(id, BroadcastEvent.Kind.FIRST_READ, null, null);
        }
        var reason = state.pauseReason();
        if (reason != null && state.stage() == BulkState.Stage.PAUSED && isNews(id, reason)) {
            events.add(id, BroadcastEvent.Kind.HELD, null, reason);
            register.happened(broadcast.notice(), BroadcastEvent.Kind.HELD, reason, null);
        }
    }

    private boolean isNews(BroadcastId id, String reason) {
        var latest = events.of(id).stream().filter(it -> it.kind() == BroadcastEvent.Kind.HELD || it.kind() == BroadcastEvent.Kind.RESUMED).findFirst();
        return latest.filter(it -> it.kind() == BroadcastEvent.Kind.HELD && reason.equals(it.words())).isEmpty();
    }

    private void end(Broadcast broadcast, BulkState state) {
        var notice = notices.find(broadcast.notice()).orElseThrow();
        if (notice.state() == NoticeState.SENDING) {
            notices.changeState(notice.id(), NoticeState.SENT, null, null);   // also when its own end stopped the rest: who stops it says so at once
        }
        if (events.add(broadcast.id(), BroadcastEvent.Kind.FINISHED, null, null)) {
            var minutes = bulks.minutes(state.id());
            register.ended(broadcast.notice(), state, minutes);
            spending.ended(broadcast.id(), minutes);
        }
    }
}
