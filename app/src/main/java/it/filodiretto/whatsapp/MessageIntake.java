// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import it.filodiretto.citizen.Citizens;
import it.filodiretto.citizen.WhatsAppIdentity;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.Inbound;
import it.filodiretto.messaging.InboundMessage;
import it.filodiretto.messaging.Lane;
import it.filodiretto.messaging.LaneId;
import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.shared.Ids;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Hands one message to {@link Inbound}, in a transaction of its own, in its municipality. */
@Component
class MessageIntake {

    /** Said by WhatsApp, not by the person: kept with the body, and no message to anybody. */
    private static final Set<String> SILENT = Set.of("system", "request_welcome");

    private final Municipalities municipalities;
    private final Citizens citizens;
    private final Inbound inbound;
    private final TransactionTemplate transaction;

    MessageIntake(Municipalities municipalities, Citizens citizens, Inbound inbound, PlatformTransactionManager transactions) {
        this.municipalities = municipalities;
        this.citizens = citizens;
        this.inbound = inbound;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** @throws BadElement if it cannot be a message */
    void take(WebhookElement element) {
        var type = Fields.text(element.node(), "type", "unknown");
        var lane = lane(element);
        if (SILENT.contains(type) || Fields.text(element.node(), "group_id") != null) {
            return;
        }
        var externalId = Fields.text(element.node(), "id");
        if (externalId == null) {
            throw new BadElement("A message without an id");
        }
        var author = InboundReader.author(element).orElseThrow(() -> new BadElement("A message of nobody: neither a number nor a user id"));
        CurrentMunicipality.inTown(lane.town(), () -> transaction.executeWithoutResult(_ -> receive(element, lane, author, externalId)));
    }

    private void receive(WebhookElement element, Lane lane, WhatsAppIdentity author, String externalId) {
        var citizen = citizens.recognise(author);
        inbound.receive(new InboundMessage(Ids.next(), lane, citizen, externalId, InboundReader.content(element.node()),
            Fields.time(element.node(), "timestamp", element.receivedAt()), element.receivedAt(),
            Fields.text(element.node(), "context", "id")));
    }

    /** The lane of the number that the change is about. @throws BadElement if the signature or we have nothing to do with it */
    Lane lane(WebhookElement element) {
        var number = element.phoneNumberId();
        if (number == null) {
            throw new BadElement("A change of field " + element.field() + " without metadata.phone_number_id");
        }
        if (!element.maySpeakFor(number)) {
            throw new BadElement("Signed with an app secret that may not speak for the number " + number);
        }
        var town = municipalities.findByPhoneNumberId(number)
            .orElseThrow(() -> new BadElement("No municipality here has the number " + number));
        return new Lane(LaneId.of(ChannelKind.WHATSAPP, number), town.id(), ChannelKind.WHATSAPP, number);
    }
}
