// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.intake;

import it.filodiretto.citizen.Citizens;
import it.filodiretto.citizen.WhatsAppIdentity;
import it.filodiretto.inbound.Inbound;
import it.filodiretto.inbound.InboundMessage;
import it.filodiretto.messaging.InboundContent;
import it.filodiretto.messaging.InboundContent.IdentityChange.What;
import it.filodiretto.messaging.Lane;
import it.filodiretto.meta.Fields;
import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.shared.Ids;
import it.filodiretto.shared.PhoneNumber;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/**
 * What WhatsApp itself says of a person's number, user id and telephone, in messages of the type {@code system}; {@code from} is
 * the old number, if there is one. It opens nothing and nobody answers it; operators read a line among the person's messages,
 * if she is known here.
 *
 * <pre>{@code {"from":"393471231101","type":"system","system":{"type":"user_changed_number","wa_id":"393339998877","user_id":"IT.2"}}}</pre>
 */
@Component
class IdentityChanges {

    private static final int LONGEST_ID = 500;

    private final Citizens citizens;
    private final Inbound inbound;
    private final TransactionTemplate transaction;

    IdentityChanges(Citizens citizens, Inbound inbound, PlatformTransactionManager transactions) {
        this.citizens = citizens;
        this.inbound = inbound;
        this.transaction = new TransactionTemplate(transactions);
    }

    void take(Lane lane, WebhookElement element) {
        CurrentMunicipality.inTown(lane.town(), () -> transaction.executeWithoutResult(_ -> change(lane, element)));
    }

    private void change(Lane lane, WebhookElement element) {
        var message = element.node();
        var was = was(message);
        var now = now(message.path("system"));
        switch (Fields.textOr(message.path("system"), "type", "")) {
            case "user_changed_number" -> {
                if (was != null && now != null) {
                    citizens.changed(was, now);
                    show(lane, element, now, What.NUMBER);
                }
            }
            case "user_changed_user_id" -> {
                if (now != null && now.phone() != null && now.userId() != null) {
                    citizens.link(Map.of(now.phone(), now.userId()));
                }
            }
            case "customer_identity_changed" -> show(lane, element, was != null ? was : now, What.DEVICE);
            default -> { }
        }
    }

    private void show(Lane lane, WebhookElement element, @Nullable WhatsAppIdentity whose, What what) {
        var id = Fields.text(element.node(), "id");
        if (whose != null && id != null && id.length() <= LONGEST_ID) {
            citizens.find(whose).ifPresent(it -> inbound.receive(new InboundMessage(Ids.next(), lane, it, id, new InboundContent.IdentityChange(what),
                Fields.past(element.node(), "timestamp", element.receivedAt()), element.receivedAt(), null)));
        }
    }

    private static @Nullable WhatsAppIdentity now(JsonNode system) {
        return identity(InboundReader.phone(Fields.text(system, "wa_id")), InboundReader.userId(Fields.text(system, "user_id"), Fields.text(system, "wa_id")));
    }

    private static @Nullable WhatsAppIdentity was(JsonNode message) {
        var from = Fields.text(message, "from");
        return identity(InboundReader.phone(from), InboundReader.userId(Fields.text(message, "from_user_id"), from));
    }

    private static @Nullable WhatsAppIdentity identity(@Nullable PhoneNumber phone, @Nullable String userId) {
        return phone == null && userId == null ? null : new WhatsAppIdentity(phone, userId, null);
    }
}
