// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import tools.jackson.databind.node.ObjectNode;

/** What WhatsApp sends when a person taps a button. */
final class Tapped {

    private Tapped() {}

    static ObjectNode message(PhoneMessage.Button button) {
        var message = Json.object();
        switch (button.action()) {
            case "reply" -> interactive(message, "button_reply", button);
            case "list" -> interactive(message, "list_reply", button);
            case "quick_reply" -> {
                message.put("type", "button");
                message.putObject("button").put("payload", button.value()).put("text", button.title());
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
