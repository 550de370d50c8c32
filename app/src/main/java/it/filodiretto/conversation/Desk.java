// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import it.filodiretto.live.Signals;
import it.filodiretto.messaging.Correspondence;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.Outbox;
import it.filodiretto.operator.Audit;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Operators;
import it.filodiretto.operator.Permission;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    private static final int LABELS = 8;
    private static final Pattern CALL = Pattern.compile("@([\\p{L}’'-]+)");

    private final ConversationTable table;
    private final Answers answers;
    private final LockTable locks;
    private final UndoTable undos;
    private final StoryTable story;
    private final RequestTable requests;
    private final WordTable words;
    private final Offices offices;
    private final Routing routing;
    private final Operators operators;
    private final Addresses addresses;
    private final Outbox outbox;
    private final Correspondence correspondence;
    private final Audit audit;
    private final Signals signals;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Desk(ConversationTable table, Answers answers, LockTable locks, UndoTable undos, StoryTable story, RequestTable requests, WordTable words,
            Offices offices, Routing routing, Operators operators, Addresses addresses, Outbox outbox, Correspondence correspondence, Audit audit, Signals signals,
            ApplicationEventPublisher events, Clock clock, PlatformTransactionManager transactions) {
        this.table = table;
        this.answers = answers;
        this.locks = locks;
        this.undos = undos;
        this.story = story;
        this.requests = requests;
        this.words = words;
        this.offices = offices;
        this.routing = routing;
        this.operators = operators;
        this.addresses = addresses;
        this.outbox = outbox;
        this.correspondence = correspondence;
        this.audit = audit;
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

    /** @param text as it was typed; @param file that would have gone along, and is nobody's now */
    record Undone(String text, @Nullable UUID file) {}

    /** The operator's last answer is taken back, if it has not left. */
    Optional<Undone> undo(ConversationId id, OperatorId operator) {
        return transaction.execute(_ -> {
            var file = undos.find(id, operator).flatMap(it -> correspondence.content(it.message())).map(MessageContent::attachment);
            var undo = table.lock(id).flatMap(_ -> undos.find(id, operator)).filter(it -> outbox.withdraw(it.message()));
            undo.ifPresent(it -> {
                table.unanswered(id, it.state(), it.waitingSince());
                requests.unanswered(id, clock.instant().minus(Duration.ofMinutes(1)));
                requests.unprint(id);
                words.remove(it.message().id());
                undos.remove(id);
                changed(id, operator, "UNDO", "ha annullato la risposta prima che partisse");
            });
            return undo.map(it -> new Undone(it.body(), file.map(MessageContent.Attachment::file).orElse(null)));
        });
    }

    /** The operator types: the others see it, and do not answer meanwhile. */
    void writes(ConversationId id, OperatorId operator) {
        transaction.executeWithoutResult(_ -> {
            if (visible(id).isPresent() && locks.take(id, operator)) {
                signals.changed(Inbox.TOPIC, id.value());
            }
        });
    }

    void stopsWriting(ConversationId id, OperatorId operator) {
        transaction.executeWithoutResult(_ -> {
            locks.release(id, operator);
            signals.changed(Inbox.TOPIC, id.value());
        });
    }

    /** The operator answers in place of the one who is writing; that is written down. */
    boolean takeOver(ConversationId id, OperatorId operator) {
        return act(id, it -> {
            var before = locks.holder(id).map(LockTable.Writing::operator);
            locks.takeOver(id, operator);
            table.assign(id, operator);
            changed(id, operator, "TAKE_OVER", before.filter(other -> !other.equals(operator)).map(other -> "ha preso il posto di " + operators.name(other)).orElse("l’ha presa in carico"));
        });
    }

    /** @return false if there is no such talk, or nobody here with that id who may answer */
    boolean assign(ConversationId id, @Nullable OperatorId follower, @Nullable OperatorId by) {
        return (follower == null || answering().anyMatch(it -> it.id().equals(follower))) && act(id, it -> {
            table.assign(id, follower);
            changed(id, by, "ASSIGNED", follower == null ? "l’ha lasciata a tutti" : follower.equals(by) ? "l’ha presa in carico" : "l’ha affidata a " + operators.name(follower));
        });
    }

    /** What came of passing a talk on; the person talks with each office once. */
    enum Move { MOVED, TALKS_THERE_ALREADY, NO_SUCH_PLACE }

    /** Nobody there follows it yet, or whose turn it is. */
    Move move(ConversationId id, String office, OperatorId by) {
        var to = offices.all().stream().filter(it -> it.code().equals(office)).findFirst();
        return transaction.execute(_ -> {
            if (to.isEmpty() || visible(id).isEmpty()) {
                return Move.NO_SUCH_PLACE;
            }
            if (!table.move(id, office)) {
                return Move.TALKS_THERE_ALREADY;
            }
            locks.release(id);
            changed(id, by, "MOVED", "l’ha passata a " + to.get().name());
            routing.giveTurn(id, office);
            return Move.MOVED;
        });
    }

    CloseOutcome close(ConversationId id, Outcome outcome, @Nullable String reason, @Nullable OperatorId by) {
        try {
            return act(id, it -> {
                table.close(id, outcome, reason == null || reason.isBlank() ? null : reason.strip(), clock.instant());
                locks.release(id);
                changed(id, by, "CLOSED", "l’ha chiusa: " + outcome.words());
                events.publishEvent(new ConversationClosed(id, it.citizen()));
            }) ? CloseOutcome.CLOSED : CloseOutcome.NO_SUCH_CONVERSATION;
        } catch (DataIntegrityViolationException _) {
            return CloseOutcome.NEEDS_REASON;
        }
    }

    boolean snooze(ConversationId id, @Nullable Instant until, OperatorId by) {
        return act(id, it -> {
            table.snooze(id, until);
            changed(id, by, "SNOOZED", until == null ? "l’ha ripresa" : "l’ha rimandata");
        });
    }

    /** @param typed parted by commas */
    boolean label(ConversationId id, String typed, OperatorId by) {
        var labels = Arrays.stream(typed.split(",")).map(it -> it.strip().toLowerCase(Locale.ITALIAN)).filter(it -> !it.isEmpty() && it.length() <= 30).distinct().limit(LABELS).toList();
        return act(id, it -> {
            label(id, labels);
            changed(id, by, "LABELLED", labels.isEmpty() ? "ha tolto le etichette" : "etichette: " + String.join(", ", labels));
        });
    }

    /** One key and a digit: the talk has this mark of its office, or has it no more. */
    boolean mark(ConversationId id, String mark, OperatorId by) {
        return act(id, it -> {
            if (offices.marks(it.office()).contains(mark)) {
                var labels = new ArrayList<>(it.care().labels());
                var had = labels.remove(mark);
                if (!had) {
                    labels.addFirst(mark);
                }
                label(id, labels.stream().limit(LABELS).toList());
                changed(id, by, "MARKED", had ? "non è più: " + mark : "l’ha segnata come " + mark);
            }
        });
    }

    private void label(ConversationId id, List<String> labels) {
        table.label(id, labels);
        if (labels.isEmpty()) {
            words.remove(id.value());
        } else {
            words.add(id, id.value(), String.join(" ", labels), clock.instant());
        }
    }

    /** From now on answers go to this address of those that wrote in the talk. @return false if there is no such talk, or it is none of them */
    boolean answerTo(ConversationId id, String address, OperatorId by) {
        return Boolean.TRUE.equals(transaction.execute(_ -> {
            var chosen = visible(id).flatMap(it -> addresses.choose(it, address));
            chosen.ifPresent(it -> changed(id, by, "ADDRESS", "ora le risposte vanno a " + it));
            return chosen.isPresent();
        }));
    }

    /** Read by operators only. {@code @anna} calls every Anna who sees this talk: she finds it in «Mi hanno chiamato» until she has looked. */
    boolean note(ConversationId id, String text, OperatorId by) {
        return act(id, it -> {
            var note = story.note(id, by, text, called(text, it.office()).stream().filter(one -> !one.equals(by)).toList(), clock.instant());
            words.add(id, note, text, clock.instant());
            signals.changed(Inbox.TOPIC, id.value());
        });
    }

    /** Somebody has looked at it; whoever was called there, if it is them, has come. */
    void seen(ConversationId id, @Nullable OperatorId by) {
        transaction.executeWithoutResult(_ -> {
            var came = by != null && story.looked(id, by);
            if (table.seen(id) || came) {
                signals.changed(Inbox.TOPIC, id.value());
            }
        });
    }

    private List<OperatorId> called(String text, String office) {
        var members = offices.members().getOrDefault(office, List.of());
        var names = CALL.matcher(text.toLowerCase(Locale.ITALIAN)).results().map(it -> it.group(1)).collect(Collectors.toSet());
        return answering().filter(it -> members.isEmpty() || members.contains(it.id()))
            .filter(it -> names.contains(it.name().split(" ")[0].toLowerCase(Locale.ITALIAN))).map(Operators.Colleague::id).toList();
    }

    private Stream<Operators.Colleague> answering() {
        return operators.colleagues().stream().filter(it -> it.may(Permission.ANSWER));
    }

    private boolean act(ConversationId id, java.util.function.Consumer<Conversation> action) {
        return Boolean.TRUE.equals(transaction.execute(_ -> {
            var found = visible(id);
            found.ifPresent(action);
            return found.isPresent();
        }));
    }

    private Optional<Conversation> visible(ConversationId id) {
        return table.lock(id).filter(it -> offices.visible().contains(it.office()));
    }

    private void changed(ConversationId id, @Nullable OperatorId by, String kind, String what) {
        story.happened(id, by, kind, what, clock.instant());
        audit.record("conversation." + kind.toLowerCase(Locale.ROOT).replace('_', '-'), Map.of("conversation", id.toString()));
        signals.changed(Inbox.TOPIC, id.value());
    }
}
