// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.mail;

import it.filodiretto.channel.Channel;
import it.filodiretto.channel.OutgoingMessage;
import it.filodiretto.channel.SendOutcome;
import it.filodiretto.conversation.Conversations;
import it.filodiretto.correspondence.Correspondence;
import it.filodiretto.media.Media;
import it.filodiretto.media.StoredFile;
import it.filodiretto.media.StoredFileId;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.Lane;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.municipality.ContactChannel;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.Office;
import java.time.Duration;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** Sends answers by e-mail, in the thread of the last mail from where they go. */
@Component
class MailChannel implements Channel {

    private static final int A_SECOND = 5;
    /** Many servers take mails of 25 MB; a file in one is written with four letters for three bytes, and ends of lines. */
    private static final long LARGEST_FILE = 18L << 20;

    private final MailboxSettings settings;
    private final MailPersonTable people;
    private final Correspondence correspondence;
    private final Conversations conversations;
    private final Media media;
    private final Municipalities municipalities;
    private final TransactionTemplate transaction;

    MailChannel(MailboxSettings settings, MailPersonTable people, Correspondence correspondence, Conversations conversations, Media media,
            Municipalities municipalities, PlatformTransactionManager transactions) {
        this.settings = settings;
        this.people = people;
        this.correspondence = correspondence;
        this.conversations = conversations;
        this.media = media;
        this.municipalities = municipalities;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.MAIL;
    }

    @Override
    public int rate(Lane lane) {
        return A_SECOND;
    }

    @Override
    public boolean canSend(Lane lane) {
        return box(lane).isPresent();
    }

    @Override
    public boolean findsPeople() {
        return true;
    }

    @Override
    public Optional<String> refusal(StoredFile file) {
        return Optional.empty();
    }

    @Override
    public long largestFile() {
        return LARGEST_FILE;
    }

    @Override
    public SendOutcome send(Lane lane, OutgoingMessage message) {
        return box(lane).map(it -> send(it, message))
            .orElseGet(() -> new SendOutcome.LaneStopped("no-mailbox", "La casella e-mail non è impostata. Chi amministra il servizio deve metterla."));
    }

    SendOutcome send(MailboxSettings.Box box, OutgoingMessage message) {
        try {
            var thread = transaction.execute(_ -> correspondence.author(message.id()).flatMap(it -> people.thread(it.citizen())));
            if (thread.isEmpty()) {
                return new SendOutcome.Refused("no-address", "Di questa persona non abbiamo più l’indirizzo e-mail.");
            }
            var file = message.content() instanceof MessageContent.Attachment it ? media.find(new StoredFileId(it.file())) : Optional.<StoredFile>empty();
            if (message.content() instanceof MessageContent.Attachment && file.filter(StoredFile::isHere).isEmpty()) {
                return new SendOutcome.Refused("no-file", "Il file da allegare non c’è più.");
            }
            return new AnswerMail(box, municipalities.current(), office(message), thread.get(), message, file.map(it -> new AttachedFile(media, it)).orElse(null)).send();
        } catch (DataAccessException | TransactionException e) {
            return new SendOutcome.TryLater("database", "L’archivio non risponde: si riprova da sé.", Duration.ofSeconds(2), false);
        }
    }

    /** Whose talk it is; else whose mailbox. */
    private Office office(OutgoingMessage message) {
        return conversations.officeOf(message.id()).orElseGet(() -> municipalities.current().officeOf(ContactChannel.Kind.EMAIL));
    }

    private Optional<MailboxSettings.Box> box(Lane lane) {
        return municipalities.all().stream().filter(it -> it.id().equals(lane.town())).findFirst()
            .flatMap(it -> settings.of(it.slug())).filter(it -> it.address().equals(lane.account()));
    }
}
