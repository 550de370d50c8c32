// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import it.filodiretto.notice.Broadcast;
import it.filodiretto.notice.BroadcastId;
import it.filodiretto.notice.BroadcastTable;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.notice.NoticeState;
import it.filodiretto.notice.NoticeTable;
import it.filodiretto.operator.Audit;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.outbox.Bulks;
import it.filodiretto.page.Words;
import it.filodiretto.preflight.LaterNews;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The sendings of the town's notices: how far they are, and the hand on the brake. */
@Service
@Transactional
public class Broadcasts {

    private final NoticeTable notices;
    private final BroadcastTable broadcasts;
    private final EventTable events;
    private final DueTable due;
    private final Bulks bulks;
    private final NoticeRegister register;
    private final NoticePlans plans;
    private final LaterNews later;
    private final Audit audit;
    private final Words words;
    private final Clock clock;

    Broadcasts(NoticeTable notices, BroadcastTable broadcasts, EventTable events, DueTable due, Bulks bulks, NoticeRegister register, NoticePlans plans, LaterNews later,
            Audit audit, Words words, Clock clock) {
        this.notices = notices;
        this.broadcasts = broadcasts;
        this.events = events;
        this.due = due;
        this.bulks = bulks;
        this.register = register;
        this.plans = plans;
        this.later = later;
        this.audit = audit;
        this.words = words;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Optional<BroadcastStatus> find(BroadcastId id) {
        return notices.findByBroadcast(id).map(it -> bulks.find(id.bulk()).map(bulk -> BroadcastStatus.of(it, bulk))
            .orElseGet(() -> BroadcastStatus.ahead(it)));
    }

    /** The newest first. */
    @Transactional(readOnly = true)
    public List<BroadcastEvent> events(BroadcastId id) {
        return events.of(id);
    }

    /** Nothing more leaves until {@link #resume}; what is on its way goes on. */
    public ControlOutcome pause(BroadcastId id) {
        return change(id, BroadcastStatus.Phase.SENDING, BroadcastStatus.Phase.PAUSED, () -> bulks.pause(id.bulk()), BroadcastEvent.Kind.PAUSED);
    }

    /** What is of no use any more does not go on, nor what was overtaken by an update that goes to those who wait too; it can only be stopped. */
    public ControlOutcome resume(BroadcastId id) {
        notices.findByBroadcast(id).ifPresent(it -> holdLine(it.id()));
        var paused = find(id).filter(it -> it.phase() == BroadcastStatus.Phase.PAUSED);
        if (paused.isPresent() && isOver(id)) {
            return new ControlOutcome.NotNow(words.get("broadcast.expired.resume"));
        }
        var overtaken = paused.flatMap(it -> later.after(it.notice(), id));
        if (overtaken.isPresent()) {
            return new ControlOutcome.NotNow(words.get("broadcast.overtaken.resume", overtaken.get().title()));
        }
        return change(id, BroadcastStatus.Phase.PAUSED, BroadcastStatus.Phase.SENDING, () -> bulks.resume(id.bulk()), BroadcastEvent.Kind.RESUMED);
    }

    /** Until the transaction ends nothing of its line begins or goes on: who comes second sees what the first has done. */
    void holdLine(NoticeId notice) {
        notices.find(notices.beginning(notice)).ifPresent(it -> broadcasts.lock(it.broadcast()));
    }

    /** Nothing more leaves, ever; what has left cannot be called back. A scheduled notice does not leave at all. What an all-clear or its own end has cut off stands. */
    public ControlOutcome cancel(BroadcastId id) {
        holdTheNoticeIfScheduled(id);
        var status = broadcasts.lock(id).flatMap(_ -> find(id));
        if (status.isEmpty()) {
            return new ControlOutcome.NoSuchBroadcast();
        }
        return switch (status.get().phase()) {
            case CANCELLED -> new ControlOutcome.Done();
            case DRAFT -> new ControlOutcome.NotNow("È una bozza: non è partito niente.");
            case FINISHED -> new ControlOutcome.NotNow("L’invio è già finito: i messaggi partiti non si possono ritirare.");
            case SCHEDULED -> {
                notices.changeState(status.get().notice(), NoticeState.CANCELLED, null, null);
                plans.end(status.get().notice());
                due.over(id);
                register.happened(status.get().notice(), BroadcastEvent.Kind.CANCELLED, null, null);
                yield written(id, BroadcastEvent.Kind.CANCELLED, null);
            }
            case SENDING, PAUSED -> {
                broadcasts.changeState(id, Broadcast.State.STOPPED);
                bulks.cancel(id.bulk());
                plans.end(status.get().notice());
                notices.changeState(status.get().notice(), NoticeState.CANCELLED, null, null);
                register.happened(status.get().notice(), BroadcastEvent.Kind.CANCELLED, null, status.get());
                yield written(id, BroadcastEvent.Kind.CANCELLED, status.get());
            }
        };
    }

    /** Who lets it leave, or takes it back, holds first the notice and then its sending; in another order each would wait for the other. */
    private void holdTheNoticeIfScheduled(BroadcastId id) {
        notices.findByBroadcast(id).filter(it -> it.state() == NoticeState.SCHEDULED).ifPresent(it -> notices.lock(it.id()));
    }

    /** What has not left when the notice is of no use any more does not leave. No effect on what is paused or over. */
    public void expire(BroadcastId id) {
        if (!isOver(id)) {
            return;
        }
        cutOff(id, it -> it.phase() == BroadcastStatus.Phase.SENDING && it.counts().queued() > 0, words.get("broadcast.expired"));
    }

    /** Its all-clear leaves: what has not left does not leave, neither behind it nor by {@link #resume}, nor again because nobody knows whether it arrived. What has left was true, and stays published. */
    void isAllClear(BroadcastId id) {
        cutOff(id, it -> (it.phase() == BroadcastStatus.Phase.SENDING || it.phase() == BroadcastStatus.Phase.PAUSED) && it.counts().open() > 0, words.get("broadcast.all-clear"));
    }

    private void cutOff(BroadcastId id, Predicate<BroadcastStatus> condition, String why) {
        broadcasts.lock(id).flatMap(_ -> find(id)).filter(condition).ifPresent(it -> {
            broadcasts.changeState(id, Broadcast.State.STOPPED);
            bulks.cancel(id.bulk());
            register.happened(it.notice(), BroadcastEvent.Kind.CANCELLED, why, it);
            events.add(id, BroadcastEvent.Kind.CANCELLED, null, why);
        });
    }

    private boolean isOver(BroadcastId id) {
        return notices.findByBroadcast(id).filter(it -> it.content().details().isOver(clock.instant())).isPresent();
    }

    /** How many messages have no report after so long that a person must decide: again, or no more. */
    @Transactional(readOnly = true)
    public long stuck(BroadcastId id) {
        return bulks.stuck(id.bulk());
    }

    /** They go again: some people may get the notice twice. Of what was stopped nothing does. */
    public ControlOutcome sendStuckAgain(BroadcastId id) {
        if (broadcasts.lock(id).flatMap(_ -> find(id)).filter(it -> it.phase() == BroadcastStatus.Phase.CANCELLED).isPresent()) {
            return new ControlOutcome.NotNow("L’invio è stato fermato: non si può riprendere.");
        }
        return decide(id, BroadcastEvent.Kind.SENT_AGAIN, () -> bulks.sendStuckAgain(id.bulk()));
    }

    /** They go no more: some people may never have got the notice. */
    public ControlOutcome closeStuck(BroadcastId id) {
        return decide(id, BroadcastEvent.Kind.GIVEN_UP, () -> bulks.closeStuck(id.bulk()));
    }

    private ControlOutcome decide(BroadcastId id, BroadcastEvent.Kind kind, IntSupplier decision) {
        var status = broadcasts.lock(id).flatMap(_ -> find(id));
        if (status.isEmpty()) {
            return new ControlOutcome.NoSuchBroadcast();
        }
        int messages = decision.getAsInt();
        if (messages > 0) {
            register.happened(status.get().notice(), kind, null, status.get());
            events.add(id, kind, CurrentOperator.find().orElse(null), messages == 1 ? "1 messaggio" : messages + " messaggi");
            audit.record(kind == BroadcastEvent.Kind.SENT_AGAIN ? "broadcast.send-again" : "broadcast.give-up",
                Map.of("broadcast", id.toString(), "messages", String.valueOf(messages)));
        }
        return new ControlOutcome.Done();
    }

    private ControlOutcome change(BroadcastId id, BroadcastStatus.Phase from, BroadcastStatus.Phase to, Runnable change, BroadcastEvent.Kind kind) {
        var status = broadcasts.lock(id).flatMap(_ -> find(id));
        if (status.isEmpty()) {
            return new ControlOutcome.NoSuchBroadcast();
        }
        var phase = status.get().phase();
        if (phase == to) {
            return new ControlOutcome.Done();
        }
        if (phase != from) {
            return new ControlOutcome.NotNow(switch (phase) {
                case DRAFT, SCHEDULED -> "L’invio non è ancora cominciato.";
                case CANCELLED -> "L’invio è stato fermato: non si può riprendere.";
                case FINISHED, SENDING, PAUSED -> "L’invio è già finito.";
            });
        }
        change.run();
        register.happened(status.get().notice(), kind, null, status.get());
        return written(id, kind, status.get());
    }

    private ControlOutcome written(BroadcastId id, BroadcastEvent.Kind kind, @Nullable BroadcastStatus before) {
        events.add(id, kind, CurrentOperator.find().orElse(null), null);
        var action = switch (kind) {
            case PAUSED -> "broadcast.pause";
            case RESUMED -> "broadcast.resume";
            default -> "broadcast.cancel";
        };
        audit.record(action, Map.of("broadcast", id.toString(), "queued", String.valueOf(before == null ? 0 : before.counts().queued())));
        return new ControlOutcome.Done();
    }
}
