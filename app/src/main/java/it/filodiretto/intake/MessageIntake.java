// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.intake;

import it.filodiretto.citizen.Citizens;
import it.filodiretto.inbound.Inbound;
import it.filodiretto.inbound.InboundMessage;
import it.filodiretto.media.Media;
import it.filodiretto.media.StoredFileId;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.InboundContent;
import it.filodiretto.messaging.Lane;
import it.filodiretto.messaging.LaneId;
import it.filodiretto.meta.Fields;
import it.filodiretto.municipality.ChannelMode;
import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.shared.Ids;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Hands one message to {@link Inbound}, in a transaction of its own, in its municipality. */
@Component
public class MessageIntake {

    private final Municipalities municipalities;
    private final Citizens citizens;
    private final Inbound inbound;
    private final IdentityChanges identities;
    private final IdentityLinks links;
    private final Media media;
    private final MediaDownloadTable downloads;
    private final IntakeTable commits;
    private final LastHeard heard;
    private final TransactionTemplate transaction;

    MessageIntake(Municipalities municipalities, Citizens citizens, Inbound inbound, IdentityChanges identities, IdentityLinks links, Media media,
            MediaDownloadTable downloads, IntakeTable commits, LastHeard heard, PlatformTransactionManager transactions) {
        this.heard = heard;
        this.media = media;
        this.downloads = downloads;
        this.commits = commits;
        this.municipalities = municipalities;
        this.citizens = citizens;
        this.inbound = inbound;
        this.identities = identities;
        this.links = links;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** @throws BadElement if it cannot be a message */
    public void take(WebhookElement element) {
        var lane = lane(element);
        if ("system".equals(Fields.text(element.node(), "type"))) {
            identities.take(lane, element);
        } else {
            InboundReader.read(element).ifPresent(message -> take(lane, message, element.receivedAt()));
        }
    }

    /** Whether {@link #takeTogether} may have it: what is no message of a person stays alone. */
    public static boolean goesTogether(WebhookElement element) {
        return !"system".equals(Fields.text(element.node(), "type"));
    }

    /** Messages of one number in one transaction, in this order: a beginning, a commit and the town's name cost as much as a small message. All are taken, or none. */
    public void takeTogether(List<WebhookElement> elements) {
        var lane = lane(elements.getFirst());
        CurrentMunicipality.inTown(lane.town(), () -> transaction.executeWithoutResult(_ -> {
            commits.neednotWait();
            elements.forEach(it -> {
                if (!lane(it).equals(lane)) {
                    throw new IllegalArgumentException("Not of one number: " + it.place());
                }
                InboundReader.read(it).ifPresent(message -> receive(message, lane, it.receivedAt()));
            });
        }));
    }

    /** Something else that a person did, told by this change. */
    void take(WebhookElement change, ReadMessage message) {
        take(lane(change), message, change.receivedAt());
    }

    private void take(Lane lane, ReadMessage message, Instant receivedAt) {
        CurrentMunicipality.inTown(lane.town(), () -> transaction.executeWithoutResult(_ -> {
            commits.neednotWait();
            receive(message, lane, receivedAt);
        }));
    }

    private void receive(ReadMessage message, Lane lane, Instant receivedAt) {
        var citizen = citizens.recognise(links.withQuoted(message.author(), message.quoted()));
        var id = Ids.next();
        var isNew = inbound.receive(new InboundMessage(id, lane, citizen, message.externalId(), message.content(), message.writtenAt(),
            receivedAt, message.quoted(), message.provenance()));
        var sent = message.content() instanceof InboundContent.Edit edit ? edit.now() : message.content();
        if (isNew && sent instanceof InboundContent.Attachment attachment && isServed(attachment)) {
            fetchLater(new StoredFileId(id), attachment, lane, message.writtenAt());
        }
    }

    /** What the town does not take, or reads from nobody, is not fetched either. */
    private boolean isServed(InboundContent.Attachment attachment) {
        var account = municipalities.current().requireWhatsapp();
        return account.mode() != ChannelMode.ONE_WAY && account.accepts().contains(attachment.received());
    }

    /** The file has the id of the message that brought it. Its bytes are fetched after this transaction, and in none. */
    private void fetchLater(StoredFileId file, InboundContent.Attachment attachment, Lane lane, Instant writtenAt) {
        media.expect(file, MediaDownload.name(attachment));
        downloads.insert(new MediaDownload(file, lane.town(), lane.account(), attachment.media().id(), attachment.media().sha256(),
            MediaDownload.limit(attachment, municipalities.current().requireWhatsapp()), writtenAt, 0));
    }

    /** The lane of the number that the change is about, of which we have thereby heard. @throws BadElement if the signature or we have nothing to do with it */
    public Lane lane(WebhookElement element) {
        var number = element.requirePhoneNumberId();
        if (!element.maySpeakFor(number)) {
            throw new BadElement("Signed with an app secret that may not speak for the number " + number);
        }
        var town = municipalities.findByPhoneNumberId(number)
            .orElseThrow(() -> new BadElement("No municipality here has the number " + number));
        var lane = new Lane(LaneId.of(ChannelKind.WHATSAPP, number), town.id(), ChannelKind.WHATSAPP, number);
        heard.of(lane);
        return lane;
    }
}
