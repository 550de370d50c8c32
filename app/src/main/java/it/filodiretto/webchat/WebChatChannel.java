// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webchat;

import it.filodiretto.channel.Channel;
import it.filodiretto.channel.OutgoingMessage;
import it.filodiretto.channel.SendOutcome;
import it.filodiretto.conversation.Conversations;
import it.filodiretto.correspondence.Correspondence;
import it.filodiretto.live.Signals;
import it.filodiretto.media.StoredFile;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.Lane;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.Office;
import it.filodiretto.municipality.WebChat;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Operators;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** What the town hall writes becomes a line of the person's talk, and her page hears of it. */
@Component
class WebChatChannel implements Channel {

    private static final Duration WRITING = Duration.ofSeconds(25);

    private final ChatSessionTable sessions;
    private final ChatLineTable lines;
    private final Correspondence correspondence;
    private final Conversations conversations;
    private final Operators operators;
    private final Municipalities municipalities;
    private final Signals signals;
    private final Clock clock;
    private final TransactionTemplate transaction;

    WebChatChannel(ChatSessionTable sessions, ChatLineTable lines, Correspondence correspondence, Conversations conversations, Operators operators,
            Municipalities municipalities, Signals signals, Clock clock, PlatformTransactionManager transactions) {
        this.sessions = sessions;
        this.lines = lines;
        this.correspondence = correspondence;
        this.conversations = conversations;
        this.operators = operators;
        this.municipalities = municipalities;
        this.signals = signals;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.WEBCHAT;
    }

    @Override
    public int rate(Lane lane) {
        return 0;
    }

    @Override
    public boolean canSend(Lane lane) {
        return true;
    }

    @Override
    public boolean findsPeople() {
        return true;
    }

    @Override
    public SendOutcome send(Lane lane, OutgoingMessage message) {
        try {
            return transaction.execute(_ -> deliver(message));
        } catch (DataAccessException | TransactionException e) {
            return new SendOutcome.TryLater("database", "La chat non risponde: si riprova da sé.", Duration.ofSeconds(2), false);
        }
    }

    private SendOutcome deliver(OutgoingMessage message) {
        var id = message.id().id();
        var author = correspondence.author(message.id());
        var session = author.flatMap(it -> sessions.latestOf(it.citizen()));
        if (session.isEmpty()) {
            return new SendOutcome.Refused("no-chat", "Questa persona non ha una chat aperta sul sito.");
        }
        var by = new By(shown(author.get().operator()), conversations.officeOf(message.id()).map(Office::name).orElse(null));
        var line = line(id, by, message.content(), clock.instant());
        if (lines.addAnswer(session.get().id(), line).isPresent()) {
            signals.changed(session.get().topic());
        }
        return new SendOutcome.Accepted(external(id), null);
    }

    /** The name that the person reads of who answers; null: none. */
    private @Nullable String shown(@Nullable OperatorId operator) {
        var signature = municipalities.current().webChat().map(it -> Objects.requireNonNull(it.chat()).signature());
        return operator == null || signature.filter(it -> it == WebChat.Signature.OFFICE).isPresent() ? null : operators.name(operator);
    }

    /** Whatever we keep, the chat's page can hand out. */
    @Override
    public Optional<String> refusal(StoredFile file) {
        return Optional.empty();
    }

    private record By(@Nullable String author, @Nullable String office) {}

    /** Of an attachment its caption: its name is shown with the file. */
    private static ChatLine line(UUID message, By by, MessageContent content, Instant now) {
        var said = content instanceof MessageContent.Reply it ? it.content() : content;
        return said instanceof MessageContent.Attachment it
            ? new ChatLine(0, message, null, by.author(), by.office(), it.caption() == null ? "" : it.caption(), it.file(), now)
            : new ChatLine(0, message, null, by.author(), by.office(), said.words(), null, now);
    }

    /** The channel's id of a message of the town hall. */
    static String external(UUID message) {
        return "chat." + message;
    }

    @Override
    public void seen(Lane lane, String externalId, boolean writing) {
        var parts = externalId.split("\\.", 2);
        transaction.executeWithoutResult(_ -> sessions.find(UUID.fromString(parts[0])).ifPresent(it -> {
            var read = lines.number(it.id(), parts[1]).filter(number -> sessions.officeRead(it.id(), number)).isPresent();
            if (writing) {
                sessions.officeWrites(it.id(), WRITING);
            }
            if (read || writing) {
                signals.changed(it.topic());
            }
        }));
    }
}
