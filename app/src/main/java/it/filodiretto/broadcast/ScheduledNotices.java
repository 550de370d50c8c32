// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.notice.BroadcastId;
import it.filodiretto.notice.BroadcastTable;
import it.filodiretto.notice.Notice;
import it.filodiretto.notice.NoticeState;
import it.filodiretto.notice.NoticeTable;
import it.filodiretto.notice.PublishOutcome;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.page.Words;
import it.filodiretto.preflight.QuietHours;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Notices that were signed to leave by themselves, when their time has come. */
@Component
@Transactional
class ScheduledNotices {

    private final NoticeTable notices;
    private final BroadcastTable broadcasts;
    private final EventTable events;
    private final DueTable due;
    private final Openings openings;
    private final Departures departures;
    private final NoticePlans plans;
    private final NoticeRegister register;
    private final QuietHours quiet;
    private final DepartureCalls calls;
    private final Words words;
    private final Clock clock;

    ScheduledNotices(NoticeTable notices, BroadcastTable broadcasts, EventTable events, DueTable due, Openings openings, Departures departures,
            NoticePlans plans, NoticeRegister register, QuietHours quiet, DepartureCalls calls, Words words, Clock clock) {
        this.notices = notices;
        this.broadcasts = broadcasts;
        this.events = events;
        this.due = due;
        this.openings = openings;
        this.departures = departures;
        this.plans = plans;
        this.register = register;
        this.quiet = quiet;
        this.calls = calls;
        this.words = words;
        this.clock = clock;
    }

    /** Starts what was signed to leave by itself. What cannot leave becomes a draft again, and says why. */
    void start(BroadcastId id) {
        var scheduled = notices.findByBroadcast(id).filter(it -> it.state() == NoticeState.SCHEDULED && hasCome(it.dueAt()));
        scheduled.ifPresent(openings::holdLine);
        var notice = scheduled.flatMap(it -> notices.lock(it.id())).filter(it -> it.state() == NoticeState.SCHEDULED);
        var broadcast = broadcasts.find(id);
        if (notice.isEmpty() || broadcast.isEmpty() || !hasCome(notice.get().dueAt())) {
            return;
        }
        var by = broadcast.get().approvedBy();
        if (plans.isPassedOver(notice.get())) {
            passOver(notice.get(), by);
        } else if (!waits(notice.get(), by) && openings.open(notice.get(), by) instanceof PublishOutcome.Refused refused) {
            plans.next(notice.get(), by);
            departures.backToDraft(notice.get(), refused.words());
            events.add(id, BroadcastEvent.Kind.REFUSED, by, refused.words());
            calls.stayed(notice.get(), by, refused.words());
        }
    }

    private void passOver(Notice notice, @Nullable OperatorId by) {
        plans.next(notice, by);
        notices.changeState(notice.id(), NoticeState.CANCELLED, null, null);
        due.over(notice.broadcast());
        events.add(notice.broadcast(), BroadcastEvent.Kind.CANCELLED, null, words.get("broadcast.plan.passed-over"));
        register.happened(notice.id(), BroadcastEvent.Kind.CANCELLED, words.get("broadcast.plan.passed-over"), null);
    }

    /** Late at night nothing leaves that was to leave by day, say because the program stood still; a program may have wanted the night. */
    private boolean waits(Notice notice, @Nullable OperatorId by) {
        var wanted = notice.dueAt();
        var morning = quiet.after(notice.content(), clock.instant());
        if (morning.isEmpty() || wanted == null || by == null && quiet.hold(notice.content(), wanted)) {
            return false;
        }
        notices.changeState(notice.id(), NoticeState.SCHEDULED, morning.get(), null);
        due.from(new DueTable.Due(CurrentMunicipality.require(), notice.broadcast()), morning.get());
        events.add(notice.broadcast(), BroadcastEvent.Kind.SCHEDULED, null, words.get("broadcast.quiet.waits", quiet.shown()));
        return true;
    }

    private boolean hasCome(@Nullable Instant dueAt) {
        return dueAt != null && !dueAt.isAfter(clock.instant());
    }
}
