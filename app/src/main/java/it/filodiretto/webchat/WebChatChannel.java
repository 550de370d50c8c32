// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webchat;

import it.filodiretto.channel.Channel;
import it.filodiretto.channel.HandDelivery;
import it.filodiretto.channel.OutgoingMessage;
import it.filodiretto.channel.SendOutcome;
import it.filodiretto.conversation.Conversations;
import it.filodiretto.correspondence.Correspondence;
import it.filodiretto.live.Signals;
import it.filodiretto.media.StoredFile;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.Lane;
import it.filodiretto.messaging.Origin;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** The chat on the town's site. Most of what the town hall writes there never comes here: {@link ChatDelivery} hands it over as it is written. */
@Component
class WebChatChannel implements Channel {

    private static final Duration WRITING = Duration.ofSeconds(25);

    private final ChatSessionTable sessions;
    private final ChatLineTable lines;
    private final ChatDelivery delivery;
    private final Correspondence correspondence;
    private final Conversations conversations;
    private final Signals signals;
    private final TransactionTemplate transaction;

    WebChatChannel(ChatSessionTable sessions, ChatLineTable lines, ChatDelivery delivery, Correspondence correspondence, Conversations conversations,
            Signals signals, PlatformTransactionManager transactions) {
        this.sessions = sessions;
        this.lines = lines;
        this.delivery = delivery;
        this.correspondence = correspondence;
        this.conversations = conversations;
        this.signals = signals;
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

    /** What could not be handed over when it was written, or was to leave later. */
    private SendOutcome deliver(OutgoingMessage message) {
        return correspondence.author(message.id())
            .flatMap(it -> delivery.deliver(new HandDelivery.Message(message.id(), it.citizen(), message.content(), new Origin(it.operator(), null),
                conversations.officeOf(message.id()).orElse(null))))
            .<SendOutcome>map(it -> new SendOutcome.Accepted(it, null))
            .orElseGet(() -> new SendOutcome.Refused("no-chat", "Questa persona non ha una chat aperta sul sito."));
    }

    /** Whatever we keep, the chat's page can hand out. */
    @Override
    public Optional<String> refusal(StoredFile file) {
        return Optional.empty();
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
