// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import it.filodiretto.correspondence.Correspondence;
import it.filodiretto.live.Signals;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.MessageId;
import it.filodiretto.messaging.Origin;
import it.filodiretto.municipality.ChannelMode;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.office.Offices;
import it.filodiretto.operator.Audit;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.outbox.Outbox;
import it.filodiretto.shared.Sha256;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The one way in which an answer leaves a talk, whoever gives it. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Answers {

    /** The same words to so many others within a day are no personal answer any more; short ones («Grazie a Lei») apart. */
    private static final int MANY = 5;
    private static final int LETTERS = 40;
    private static final Duration A_DAY = Duration.ofHours(24);

    private final ConversationTable table;
    private final LockTable locks;
    private final UndoTable undos;
    private final RequestTable requests;
    private final WordTable words;
    private final Offices offices;
    private final Waits waits;
    private final Municipalities municipalities;
    private final Outbox outbox;
    private final Correspondence correspondence;
    private final Audit audit;
    private final Signals signals;
    private final Clock clock;

    Answers(ConversationTable table, LockTable locks, UndoTable undos, RequestTable requests, WordTable words, Offices offices, Waits waits,
            Municipalities municipalities, Outbox outbox, Correspondence correspondence, Audit audit, Signals signals, Clock clock) {
        this.table = table;
        this.locks = locks;
        this.undos = undos;
        this.requests = requests;
        this.words = words;
        this.offices = offices;
        this.waits = waits;
        this.municipalities = municipalities;
        this.outbox = outbox;
        this.correspondence = correspondence;
        this.audit = audit;
        this.signals = signals;
        this.clock = clock;
    }

    /**
     * @param operator who wrote it; {@code null}: a program
     * @param version of the talk that the writer saw; {@code null}: does not matter
     * @param undo for so long it can be taken back
     */
    public record Answer(ConversationId to, MessageContent content, @Nullable OperatorId operator, @Nullable Integer version, Duration undo) {}

    public ReplyOutcome give(Answer answer) {
        var found = table.hold(answer.to()).filter(it -> offices.visible().contains(it.talk().office()) && isRead(it.talk().channel()));
        if (found.isEmpty()) {
            return new ReplyOutcome.NoSuchConversation();
        }
        var talk = found.get().talk();
        var writing = found.get().writing();
        var refusal = refusal(answer, talk, writing);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (writing != null) {
            locks.release(answer.to(), writing.operator());
        }
        return new ReplyOutcome.Queued(send(answer, talk));
    }

    /** It answers nothing, so nothing else follows. @param emoji empty: takes ours away */
    public ReplyOutcome react(ConversationId to, UUID message, String emoji, OperatorId operator) {
        var found = table.lock(to).filter(it -> offices.visible().contains(it.office()) && isRead(it.channel()));
        if (found.isEmpty()) {
            return new ReplyOutcome.NoSuchConversation();
        }
        var talk = found.get();
        var about = talk.channel() == ChannelKind.WHATSAPP ? correspondence.quotable(talk.citizen(), talk.channel(), message) : Optional.<Correspondence.Quotable>empty();
        if (about.isEmpty()) {
            return new ReplyOutcome.NoSuchMessage();
        }
        if (!outbox.hasAccount(talk.channel())) {
            return new ReplyOutcome.NoAccount();
        }
        var end = windowEnd(talk);
        if (!clock.instant().isBefore(end)) {
            return new ReplyOutcome.WindowClosed(end);
        }
        var sent = outbox.answer(new Outbox.Reply(talk.channel(), talk.citizen(), new MessageContent.Reaction(about.get().externalId(), emoji), Origin.by(operator), null), Duration.ZERO);
        audit.record("conversation.reaction", Map.of("conversation", to.toString(), "message", sent.toString()));
        signals.changed(Conversations.TOPIC, to.value());
        return new ReplyOutcome.Queued(sent);
    }

    boolean isRead(ChannelKind channel) {
        return channel != ChannelKind.WHATSAPP || mode() != ChannelMode.ONE_WAY;
    }

    /** By which channels what people write is read. */
    public List<ChannelKind> read() {
        return Arrays.stream(ChannelKind.values()).filter(this::isRead).toList();
    }

    private Optional<ReplyOutcome> refusal(Answer answer, Conversation conversation, LockTable.@Nullable Writing writing) {
        if (conversation.channel().carriesAnswers() && !outbox.hasAccount(conversation.channel())) {
            return Optional.of(new ReplyOutcome.NoAccount());
        }
        if (answer.operator() == null && mode() == ChannelMode.PEOPLE_ONLY) {
            return Optional.of(new ReplyOutcome.NobodyNamed());
        }
        if (writing != null && !writing.operator().equals(answer.operator())) {
            return Optional.of(new ReplyOutcome.Locked(writing.operator()));
        }
        if (answer.version() != null && answer.version() != conversation.care().version()) {
            return Optional.of(new ReplyOutcome.Stale());
        }
        if (!(answer.content() instanceof MessageContent.Template)) {
            var end = windowEnd(conversation);
            if (!clock.instant().isBefore(end)) {
                return Optional.of(new ReplyOutcome.WindowClosed(end));
            }
        }
        return sameText(answer, conversation);
    }

    /** Until when free text may go. */
    Instant windowEnd(Conversation conversation) {
        if (!conversation.channel().carriesAnswers()) {
            return conversation.lastInboundAt();
        }
        return conversation.channel() == ChannelKind.WHATSAPP ? outbox.windowEnd(conversation.citizen()).orElse(conversation.lastInboundAt()) : Instant.MAX;
    }

    private Optional<ReplyOutcome> sameText(Answer answer, Conversation conversation) {
        var letters = answer.content().words().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
        if (mode() != ChannelMode.PEOPLE_ONLY || letters.length() < LETTERS) {
            return Optional.empty();
        }
        var now = clock.instant();
        int others = requests.printed(conversation.id(), Sha256.of(letters), now, now.minus(A_DAY));
        return others < MANY ? Optional.empty() : Optional.of(new ReplyOutcome.SameText(others));
    }

    private MessageId send(Answer answer, Conversation conversation) {
        var id = conversation.id();
        var now = clock.instant();
        var operator = answer.operator();
        var undo = conversation.channel() == ChannelKind.WEBCHAT ? Duration.ZERO : answer.undo();   // who chats waits before the screen
        var office = offices.all().stream().filter(it -> it.code().equals(conversation.office())).findFirst().orElse(null);
        var message = outbox.answer(new Outbox.Reply(conversation.channel(), conversation.citizen(), answer.content(),
            operator == null ? Origin.program() : Origin.by(operator), office), undo);
        if (operator != null && undo.isPositive()) {
            undos.add(id, operator, message, typed(answer.content()), undo);
        }
        table.answered(id, operator).ifPresent(since -> requests.answered(id, now, waits.between(conversation, since, now)));
        words.add(id, message.id(), answer.content().words(), now, conversation.office());
        audit.record("conversation.reply", Map.of("conversation", id.toString(), "message", message.id().toString()));
        signals.changed(Conversations.TOPIC, id.value());
        return message;
    }

    /** What is given back to who takes the answer back; of more than a text, nothing. */
    private static String typed(MessageContent content) {
        return switch (content) {
            case MessageContent.Text it -> it.body();
            case MessageContent.Template it -> it.words();
            case MessageContent.Reply it -> typed(it.content());
            case MessageContent.Attachment _, MessageContent.Place _, MessageContent.Contacts _, MessageContent.Reaction _, MessageContent.Choice _,
                MessageContent.Menu _, MessageContent.Link _, MessageContent.PlaceRequest _, MessageContent.NumberRequest _ -> "";
        };
    }

    ChannelMode mode() {
        var account = municipalities.current().whatsapp();
        return account == null ? ChannelMode.TWO_WAY : account.mode();
    }
}
