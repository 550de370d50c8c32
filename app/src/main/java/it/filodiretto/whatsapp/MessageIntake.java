// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import it.filodiretto.citizen.Citizens;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.Inbound;
import it.filodiretto.messaging.InboundMessage;
import it.filodiretto.messaging.Lane;
import it.filodiretto.messaging.LaneId;
import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.shared.Ids;
import java.time.Instant;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Hands one message to {@link Inbound}, in a transaction of its own, in its municipality. */
@Component
class MessageIntake {

    private final Municipalities municipalities;
    private final Citizens citizens;
    private final Inbound inbound;
    private final IdentityChanges identities;
    private final TransactionTemplate transaction;

    MessageIntake(Municipalities municipalities, Citizens citizens, Inbound inbound, IdentityChanges identities,
            PlatformTransactionManager transactions) {
        this.municipalities = municipalities;
        this.citizens = citizens;
        this.inbound = inbound;
        this.identities = identities;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** @throws BadElement if it cannot be a message */
    void take(WebhookElement element) {
        var lane = lane(element);
        if ("system".equals(Fields.text(element.node(), "type"))) {
            identities.take(lane, element.node());
        } else {
            InboundReader.read(element).ifPresent(message -> take(lane, message, element.receivedAt()));
        }
    }

    /** Something else that a person did, told by this change. */
    void take(WebhookElement change, ReadMessage message) {
        take(lane(change), message, change.receivedAt());
    }

    private void take(Lane lane, ReadMessage message, Instant receivedAt) {
        CurrentMunicipality.inTown(lane.town(), () -> transaction.executeWithoutResult(_ -> receive(message, lane, receivedAt)));
    }

    private void receive(ReadMessage message, Lane lane, Instant receivedAt) {
        var citizen = citizens.recognise(message.author());
        inbound.receive(new InboundMessage(Ids.next(), lane, citizen, message.externalId(), message.content(), message.writtenAt(),
            receivedAt, message.quoted()));
    }

    /** The lane of the number that the change is about. @throws BadElement if the signature or we have nothing to do with it */
    Lane lane(WebhookElement element) {
        var number = element.requirePhoneNumberId();
        if (!element.maySpeakFor(number)) {
            throw new BadElement("Signed with an app secret that may not speak for the number " + number);
        }
        var town = municipalities.findByPhoneNumberId(number)
            .orElseThrow(() -> new BadElement("No municipality here has the number " + number));
        return new Lane(LaneId.of(ChannelKind.WHATSAPP, number), town.id(), ChannelKind.WHATSAPP, number);
    }
}
