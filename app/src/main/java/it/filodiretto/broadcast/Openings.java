// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.Origin;
import it.filodiretto.messaging.Priority;
import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.notice.BroadcastId;
import it.filodiretto.notice.BroadcastTable;
import it.filodiretto.notice.Notice;
import it.filodiretto.notice.NoticeMessage;
import it.filodiretto.notice.NoticeState;
import it.filodiretto.notice.NoticeTable;
import it.filodiretto.notice.PublishOutcome;
import it.filodiretto.notice.Relation;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.outbox.BulkOrder;
import it.filodiretto.outbox.Bulks;
import it.filodiretto.preflight.Hindrances;
import it.filodiretto.preflight.NoticeAudience;
import it.filodiretto.wording.Topic;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Opens the sending of a notice. */
@Component
class Openings {

    private static final Clock REAL_TIME = Clock.systemUTC();

    private final NoticeTable notices;
    private final BroadcastTable broadcasts;
    private final EventTable events;
    private final DueTable due;
    private final Hindrances hindrances;
    private final NoticeMessage messages;
    private final NoticeAudience audience;
    private final Bulks bulks;
    private final Rounds rounds;
    private final Broadcasts control;
    private final NoticeRegister register;
    private final NoticePlans plans;
    private final Clock clock;

    Openings(NoticeTable notices, BroadcastTable broadcasts, EventTable events, DueTable due, Hindrances hindrances, NoticeMessage messages,
            NoticeAudience audience, Bulks bulks, Rounds rounds, Broadcasts control, NoticeRegister register, NoticePlans plans, Clock clock) {
        this.notices = notices;
        this.broadcasts = broadcasts;
        this.events = events;
        this.due = due;
        this.hindrances = hindrances;
        this.messages = messages;
        this.audience = audience;
        this.bulks = bulks;
        this.rounds = rounds;
        this.control = control;
        this.register = register;
        this.plans = plans;
        this.clock = clock;
    }

    /** Opens the sending, in the caller's transaction: all its people count as queued from here on. */
    PublishOutcome open(Notice notice, @Nullable OperatorId by) {
        holdLine(notice);
        var refused = hindrances.of(notice, by, null);
        if (refused != null) {
            return refused;
        }
        var id = notice.broadcast();
        var link = messages.link(notice.id());
        stepIntoLine(notice, by);
        var now = clock.instant();
        broadcasts.approve(id, now, by, notice.hash());
        long recipients = audience.count(notice.aim(), now);
        var text = messages.freeText(notice.content(), link);
        var template = messages.template(notice.content(), link).template();
        bulks.open(new BulkOrder(id.bulk(), ChannelKind.WHATSAPP, messages.illustrated(notice.content(), text), template,
            notice.content().topic().equals(Topic.CIVIL_PROTECTION) ? Priority.CIVIL_PROTECTION : Priority.NOTICE,
            by == null ? Origin.automatic(AutomaticKind.NOTICE) : Origin.by(by), recipients, REAL_TIME.instant()));
        broadcasts.start(id, now, recipients);
        notices.changeState(notice.id(), NoticeState.SENDING, null, null);
        plans.next(notice, by);
        var work = new DueTable.Due(CurrentMunicipality.require(), id);
        due.from(work, Instant.EPOCH);
        rounds.afterCommit(work);
        register.started(notice, by, new NoticeRegister.Sending(now, recipients, text, template));
        return new PublishOutcome.Started(id);
    }

    /**
     * It is told on what it follows. A cancellation and an all-clear end what was planned with the line, and nothing more of it leaves;
     * what a cancellation follows does not stand. All that has left is held before the register is: who watches a sending holds it, and
     * then writes into the register how it ended.
     */
    private void stepIntoLine(Notice notice, @Nullable OperatorId by) {
        var following = notice.following();
        if (following == null) {
            return;
        }
        events.add(following.broadcast(), BroadcastEvent.Kind.FOLLOWED, by, notice.title());
        if (following.relation().ends()) {
            var left = Stream.concat(Stream.of(following.broadcast()), others(notice, following, NoticeState.SENDING, NoticeState.SENT).stream()).toList();
            left.forEach(broadcasts::lock);
            plans.end(following.first());
            notices.followers(following.first()).forEach(it -> plans.end(it.id()));
            others(notice, following, NoticeState.SCHEDULED).forEach(control::cancel);
            left.forEach(it -> bulks.end(it.bulk()));
            left.forEach(following.relation() == Relation.CANCELLATION ? this::takeBack : control::isAllClear);
        }
    }

    /** Also what had been cut off, and stood. */
    private void takeBack(BroadcastId id) {
        if (control.cancel(id) instanceof ControlOutcome.Done) {
            notices.findByBroadcast(id).ifPresent(it -> notices.changeState(it.id(), NoticeState.CANCELLED, null, null));
        }
    }

    /**
     * Those of a line begin one after the other: who comes second sees the first hand its people over, and waits for it. First the
     * line, then those of its notices that would leave by themselves: one that is about to holds the line before itself.
     */
    void holdLine(Notice notice) {
        var following = notice.following();
        if (following == null) {
            return;
        }
        control.holdLine(notice.id());
        if (following.relation().ends()) {
            notices.followers(following.first(), NoticeState.SCHEDULED).stream().filter(it -> !it.id().equals(notice.id())).forEach(it -> notices.lock(it.id()));
        }
    }

    /** What else follows the first: nobody reads the wrong news after the last. */
    private List<BroadcastId> others(Notice last, Notice.Following following, NoticeState... states) {
        return notices.followers(following.first(), states).stream().filter(it -> !it.id().equals(last.id())).map(Notice::broadcast).toList();
    }
}
