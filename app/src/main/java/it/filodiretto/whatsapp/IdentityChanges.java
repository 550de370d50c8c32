// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import it.filodiretto.citizen.Citizens;
import it.filodiretto.citizen.WhatsAppIdentity;
import it.filodiretto.messaging.Lane;
import it.filodiretto.municipality.CurrentMunicipality;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * What WhatsApp itself says of a person's number and user id, in messages of the type {@code system}; {@code from} is the old
 * number, if there is one. It is no message: it opens nothing and nobody answers it.
 *
 * <pre>{@code {"from":"393471231101","type":"system","system":{"type":"user_changed_number","wa_id":"393339998877","user_id":"IT.2"}}}</pre>
 */
@Component
class IdentityChanges {

    private final Citizens citizens;

    IdentityChanges(Citizens citizens) {
        this.citizens = citizens;
    }

    void take(Lane lane, JsonNode message) {
        var system = message.path("system");
        var phone = InboundReader.phone(Fields.text(system, "wa_id"));
        var userId = InboundReader.userId(Fields.text(system, "user_id"), Fields.text(system, "wa_id"));
        if (phone == null && userId == null) {
            return;
        }
        var now = new WhatsAppIdentity(phone, userId, null);
        switch (Fields.textOr(system, "type", "")) {
            case "user_changed_number" -> {
                var was = was(message);
                if (was != null) {
                    CurrentMunicipality.inTown(lane.town(), () -> citizens.changed(was, now));
                }
            }
            case "user_changed_user_id" -> {
                if (phone != null && userId != null) {
                    CurrentMunicipality.inTown(lane.town(), () -> citizens.link(Map.of(phone, userId)));
                }
            }
            default -> { }
        }
    }

    private static @Nullable WhatsAppIdentity was(JsonNode message) {
        var from = Fields.text(message, "from");
        var phone = InboundReader.phone(from);
        var userId = InboundReader.userId(Fields.text(message, "from_user_id"), from);
        return phone == null && userId == null ? null : new WhatsAppIdentity(phone, userId, null);
    }
}
