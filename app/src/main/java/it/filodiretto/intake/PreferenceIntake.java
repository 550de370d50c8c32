// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.intake;

import it.filodiretto.citizen.Citizens;
import it.filodiretto.citizen.WhatsAppIdentity;
import it.filodiretto.meta.Fields;
import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.outbox.Outbox;
import java.time.Instant;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/**
 * What people choose in WhatsApp's own settings of our chat: to get no promotional messages from us, or to get them again. It
 * says nothing of their subscription, and is no message. What was chosen last counts, in whichever order Meta tells it.
 *
 * <pre>{@code {"user_preferences":[{"wa_id":"393471231101","user_id":"IT.13…","category":"marketing_messages","value":"stop"}]}}</pre>
 */
@Component
public class PreferenceIntake {

    private final MessageIntake messages;
    private final Citizens citizens;
    private final Outbox outbox;
    private final TransactionTemplate transaction;

    PreferenceIntake(MessageIntake messages, Citizens citizens, Outbox outbox, PlatformTransactionManager transactions) {
        this.messages = messages;
        this.citizens = citizens;
        this.outbox = outbox;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** @throws BadElement if the number is not ours */
    public void take(WebhookElement change) {
        var lane = messages.lane(change);
        for (var one : Fields.list(change.value(), "user_preferences")) {
            if ("marketing_messages".equals(Fields.text(one, "category"))) {
                CurrentMunicipality.inTown(lane.town(), () -> transaction.executeWithoutResult(_ -> choose(one, Fields.past(one, "timestamp", change.receivedAt()))));
            }
        }
    }

    private void choose(JsonNode choice, Instant at) {
        var waId = Fields.text(choice, "wa_id");
        var phone = InboundReader.phone(waId);
        var userId = InboundReader.userId(Fields.text(choice, "user_id"), waId);
        if (phone == null && userId == null) {
            return;
        }
        var citizen = citizens.recognise(new WhatsAppIdentity(phone, userId, null));
        switch (Fields.textOr(choice, "value", "")) {
            case "stop" -> outbox.marketing(citizen, false, at);
            case "resume", "signup" -> outbox.marketing(citizen, true, at);
            default -> { }
        }
    }
}
