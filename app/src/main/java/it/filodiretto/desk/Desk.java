// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.desk;

import it.filodiretto.contact.CallbackTable;
import it.filodiretto.conversation.Answers;
import it.filodiretto.conversation.Conversation;
import it.filodiretto.conversation.ConversationClosed;
import it.filodiretto.conversation.ConversationId;
import it.filodiretto.conversation.ConversationTable;
import it.filodiretto.conversation.Conversations;
import it.filodiretto.conversation.LockTable;
import it.filodiretto.conversation.Outcome;
import it.filodiretto.conversation.ReplyOutcome;
import it.filodiretto.conversation.Routing;
import it.filodiretto.conversation.StoryTable;
import it.filodiretto.live.Signals;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.office.Offices;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Operators;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What operators do with a talk. Each change is written into its story, and told to all who look at the inbox. */
@Component
class Desk {

    /** An answer leaves so much later, and can be taken back till then. */
    static final Duration UNDO = Duration.ofSeconds(10);

    private final Deeds deeds;
    private final ConversationTable table;
    private final Answers answers;
    private final LockTable locks;
    private final CallbackTable callbacks;
    private final StoryTable story;
    private final Offices offices;
    private final Routing routing;
    private final Operators operators;
    private final Addresses addresses;
    private final Signals signals;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Desk(Deeds deeds, ConversationTable table, Answers answers, LockTable locks, CallbackTable callbacks, StoryTable story, Offices offices, Routing routing, Operators operators,
            Addresses addresses, Signals signals, ApplicationEventPublisher events, Clock clock, PlatformTransactionManager transactions) {
        this.deeds = deeds;
        this.table = table;
        this.answers = answers;
        this.locks = locks;
        this.callbacks = callbacks;
        this.story = story;
        this.offices = offices;
        this.routing = routing;
        this.operators = operators;
        this.addresses = addresses;
        this.signals = signals;
        this.events = events;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    ReplyOutcome answer(ConversationId id, MessageContent content, OperatorId operator, @Nullable Integer version) {
        return transaction.execute(_ -> answers.give(new Answers.Answer(id, content, operator, version, UNDO)));
    }

    ReplyOutcome react(ConversationId id, UUID message, String emoji, OperatorId operator) {
        return transaction.execute(_ -> answers.react(id, message, emoji, operator));
    }

    /** The operator types: the others see it, and do not answer meanwhile. */
    void writes(ConversationId id, OperatorId operator) {
        transaction.executeWithoutResult(_ -> {
            if (deeds.visible(id).isPresent() && locks.take(id, operator)) {
                signals.changed(Conversations.TOPIC, id.value());
            }
        });
    }

    /** The operator answers in place of the one who is writing; that is written down. */
    boolean takeOver(ConversationId id, OperatorId operator) {
        return deeds.on(id, it -> {
            var before = locks.holder(id).map(LockTable.Writing::operator);
            locks.takeOver(id, operator);
            table.assign(id, operator);
            deeds.written(id, operator, "TAKE_OVER", before.filter(other -> !other.equals(operator)).map(other -> "ha preso il posto di " + operators.name(other)).orElse("l’ha presa in carico"));
        });
    }

    /** @return false if there is no such talk, or nobody with that id who answers in its office */
    boolean assign(ConversationId id, @Nullable OperatorId follower, @Nullable OperatorId by) {
        return Boolean.TRUE.equals(transaction.execute(_ -> {
            var found = deeds.visible(id).filter(it -> follower == null || offices.colleagues(it.office()).stream().anyMatch(one -> one.id().equals(follower)));
            found.ifPresent(_ -> {
                table.assign(id, follower);
                deeds.written(id, by, "ASSIGNED", follower == null ? "l’ha lasciata a tutti" : follower.equals(by) ? "l’ha presa in carico" : "l’ha affidata a " + operators.name(follower));
            });
            return found.isPresent();
        }));
    }

    /** What came of passing a talk on; the person talks with each office once. */
    enum Move { MOVED, TALKS_THERE_ALREADY, NO_SUCH_PLACE }

    /** Nobody there follows it yet, or whose turn it is. */
    Move move(ConversationId id, String office, OperatorId by) {
        var to = offices.all().stream().filter(it -> it.code().equals(office)).findFirst();
        return transaction.execute(_ -> {
            if (to.isEmpty() || deeds.visible(id).isEmpty()) {
                return Move.NO_SUCH_PLACE;
            }
            if (!table.move(id, office)) {
                return Move.TALKS_THERE_ALREADY;
            }
            locks.release(id);
            deeds.written(id, by, "MOVED", "l’ha passata a " + to.get().name());
            routing.giveTurn(id, office);
            return Move.MOVED;
        });
    }

    CloseOutcome close(ConversationId id, Outcome outcome, @Nullable String reason, @Nullable OperatorId by) {
        return close(id, new Closing(outcome, reason, null), by);
    }

    /** @param seen the last that who closes has seen of the person was written then; null: does not matter */
    record Closing(Outcome outcome, @Nullable String reason, @Nullable Instant seen) {}

    CloseOutcome close(ConversationId id, Closing closing, @Nullable OperatorId by) {
        try {
            return Objects.requireNonNull(transaction.execute(_ -> deeds.visible(id).map(it -> close(it, closing, by)).orElse(CloseOutcome.NO_SUCH_CONVERSATION)));
        } catch (DataIntegrityViolationException _) {
            return CloseOutcome.NEEDS_REASON;
        }
    }

    private CloseOutcome close(Conversation talk, Closing closing, @Nullable OperatorId by) {
        var id = talk.id();
        if (closing.seen() != null && talk.lastInboundAt().isAfter(closing.seen())) {
            return CloseOutcome.WROTE_MEANWHILE;
        }
        if (callbacks.due(List.of(id)).containsKey(id)) {
            return CloseOutcome.TO_CALL;
        }
        var reason = closing.reason();
        table.close(id, closing.outcome(), reason == null || reason.isBlank() ? null : reason.strip(), clock.instant());
        locks.release(id);
        deeds.written(id, by, "CLOSED", "l’ha chiusa: " + closing.outcome().words());
        events.publishEvent(new ConversationClosed(id, talk.citizen()));
        return CloseOutcome.CLOSED;
    }

    boolean snooze(ConversationId id, @Nullable Instant until, OperatorId by) {
        return deeds.on(id, it -> {
            table.snooze(id, until);
            deeds.written(id, by, "SNOOZED", until == null ? "l’ha ripresa" : "l’ha rimandata");
        });
    }

    /** From now on answers go to this address of those that wrote in the talk. @return false if there is no such talk, or it is none of them */
    boolean answerTo(ConversationId id, String address, OperatorId by) {
        return Boolean.TRUE.equals(transaction.execute(_ -> {
            var chosen = deeds.visible(id).flatMap(it -> addresses.choose(it, address));
            chosen.ifPresent(it -> deeds.written(id, by, "ADDRESS", "ora le risposte vanno a " + it));
            return chosen.isPresent();
        }));
    }

    /** Somebody has looked at it; whoever was called there, if it is them, has come. */
    void seen(ConversationId id, @Nullable OperatorId by) {
        transaction.executeWithoutResult(_ -> {
            var came = by != null && story.looked(id, by);
            if (table.seen(id) || came) {
                signals.changed(Conversations.TOPIC, id.value());
            }
        });
    }
}
