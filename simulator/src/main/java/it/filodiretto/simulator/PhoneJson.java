// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Telephones and bubbles as {@code /_control} shows them. */
final class PhoneJson {

    private static final int SHOWN = 80;

    private PhoneJson() {}

    static ObjectNode write(Phone phone) {
        return Json.object().put("number", "+" + phone.number()).put("name", phone.name()).put("on", phone.on())
                .put("identity", phone.identity().name()).put("fails_with", phone.failsWith());
    }

    /** With its latest bubbles in one chat, and the end of the window. */
    static ObjectNode write(Phone phone, Chat chat) {
        var json = write(phone).put("masked", masked(phone.number()));
        var last = chat.lastWritten();
        json.put("window_end", last == null ? null : last.plus(Chat.WINDOW).toString());
        var list = json.putArray("messages");
        var messages = chat.messages();
        messages.subList(Math.max(0, messages.size() - SHOWN), messages.size()).forEach(it -> list.add((JsonNode) write(it)));
        return json;
    }

    static ObjectNode write(PhoneMessage it) {
        var json = Json.object().put("id", it.id()).put("mine", it.mine()).put("kind", it.kind()).put("text", it.text())
                .put("at", it.at().toString()).put("state", it.state()).put("quotes", it.quotes()).put("reaction", it.reaction())
                .put("media", it.media());
        var buttons = json.putArray("buttons");
        it.buttons().forEach(button -> buttons.addObject().put("action", button.action()).put("value", button.value()).put("title", button.title())
                .put("note", button.note()));
        return json;
    }

    static PhoneMessage read(JsonNode json) {
        return new PhoneMessage(
                Json.text(json, "id", ""), json.path("mine").asBoolean(false), Json.text(json, "kind", "text"), Json.text(json, "text", ""),
                json.path("buttons").valueStream().map(it -> new PhoneMessage.Button(
                        Json.text(it, "action", ""), Json.text(it, "value", ""), Json.text(it, "title", ""), Json.text(it, "note"))).toList(),
                Json.text(json, "quotes"), Instant.parse(Json.text(json, "at", "1970-01-01T00:00:00Z")), Json.text(json, "state", "delivered"),
                Json.text(json, "reaction"), Json.text(json, "media"));
    }

    /** {@code +39 347 •••1101} */
    static String masked(String number) {
        return number.startsWith("39") && number.length() >= 10
                ? "+39 " + number.substring(2, 5) + " •••" + number.substring(number.length() - 4)
                : "+" + number.substring(0, 2) + " •••" + number.substring(number.length() - 4);
    }
}
