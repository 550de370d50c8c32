// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.notice.BroadcastTable;
import it.filodiretto.notice.Notice;
import it.filodiretto.notice.NoticeState;
import it.filodiretto.notice.NoticeTable;
import it.filodiretto.notice.PublishOutcome;
import it.filodiretto.operator.Audit;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.preflight.Hindrances;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lets notices leave, now or later: whoever may decide that has decided. */
@Component
public class Departures {

    private static final Clock REAL_TIME = Clock.systemUTC();

    private final NoticeTable notices;
    private final BroadcastTable broadcasts;
    private final EventTable events;
    private final DueTable due;
    private final Hindrances hindrances;
    private final Openings openings;
    private final NoticePlans plans;
    private final NoticeRegister register;
    private final SignatureCalls calls;
    private final DepartureCalls departureCalls;
    private final Audit audit;
    private final Clock clock;

    Departures(NoticeTable notices, BroadcastTable broadcasts, EventTable events, DueTable due, Hindrances hindrances, Openings openings,
            NoticePlans plans, NoticeRegister register, SignatureCalls calls, DepartureCalls departureCalls, Audit audit, Clock clock) {
        this.notices = notices;
        this.broadcasts = broadcasts;
        this.events = events;
        this.due = due;
        this.hindrances = hindrances;
        this.openings = openings;
        this.plans = plans;
        this.register = register;
        this.calls = calls;
        this.departureCalls = departureCalls;
        this.audit = audit;
        this.clock = clock;
    }

    public PublishOutcome now(Notice notice, @Nullable OperatorId by) {
        var outcome = openings.open(notice, by);
        if (outcome instanceof PublishOutcome.Started) {
            calls.over(notice);
            departureCalls.over(notice.id());
            plans.signed(notice, by, clock.instant());
            events.add(notice.broadcast(), BroadcastEvent.Kind.APPROVED, by, null);
            audit.record("notice.send", Map.of("notice", notice.id().toString(), "broadcast", notice.broadcast().toString(), "text", notice.hash()));
        }
        return outcome;
    }

    public PublishOutcome then(Notice notice, @Nullable OperatorId by, Instant at) {
        var refused = hindrances.of(notice, by, at);
        if (refused != null) {
            return refused;
        }
        notices.changeState(notice.id(), NoticeState.SCHEDULED, at, null);
        broadcasts.approve(notice.broadcast(), REAL_TIME.instant(), by, notice.hash());
        due.from(new DueTable.Due(CurrentMunicipality.require(), notice.broadcast()), at);
        calls.over(notice);
        departureCalls.over(notice.id());
        plans.signed(notice, by, at);
        events.add(notice.broadcast(), BroadcastEvent.Kind.SCHEDULED, by, null);
        register.signed(notice, by, at);
        audit.record("notice.schedule", Map.of("notice", notice.id().toString(), "at", at.toString(), "text", notice.hash()));
        return new PublishOutcome.Scheduled(notice.broadcast(), at);
    }

    public void backToDraft(Notice notice, @Nullable String refusal) {
        notices.changeState(notice.id(), NoticeState.DRAFT, null, refusal);
        plans.withdraw(notice.id());
        calls.over(notice);
        broadcasts.withdraw(notice.broadcast());
        due.over(notice.broadcast());
    }
}
