// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What WhatsApp sends when a person taps a button. */
final class Tapped {

    private Tapped() {}

    /** @param response what was filled in, where a flow asks */
    static ObjectNode message(PhoneMessage.Button button, Phone phone, JsonNode response) {
        var message = Json.object();
        switch (button.action()) {
            case "reply" -> interactive(message, "button_reply", button);
            case "list" -> interactive(message, "list_reply", button);
            case "quick_reply" -> {
                message.put("type", "button");
                message.putObject("button").put("payload", button.value()).put("text", button.title());
            }
            case "location" -> {
                message.put("type", "location");
                message.putObject("location").put("latitude", 42.8320).put("longitude", 11.5860);
            }
            case "number" -> {
                message.put("type", "contacts").put("origin", "contact_request");
                var card = message.putArray("contacts").addObject();
                card.putObject("name").put("formatted_name", phone.name()).put("first_name", phone.name());
                card.putArray("phones").addObject().put("phone", "+" + phone.number()).put("wa_id", phone.waId()).put("type", "CELL");
            }
            case "flow" -> {
                var filled = Json.object().put("flow_token", button.value());
                response.properties().forEach(it -> filled.set(it.getKey(), it.getValue()));
                message.put("type", "interactive");
                message.putObject("interactive").put("type", "nfm_reply").putObject("nfm_reply").put("name", "flow").put("body", "Sent")
                        .put("response_json", filled.toString());
            }
            default -> throw new IllegalArgumentException("A tap on \"" + button.title() + "\" only opens " + button.value());
        }
        return message;
    }

    private static void interactive(ObjectNode message, String kind, PhoneMessage.Button button) {
        message.put("type", "interactive");
        message.putObject("interactive").put("type", kind).putObject(kind).put("id", button.value()).put("title", button.title());
    }
}
