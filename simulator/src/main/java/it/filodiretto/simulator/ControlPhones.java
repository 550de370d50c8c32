// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /_control/phones…}: telephones, what is on them, and what their owners do. */
final class ControlPhones {

    /** What is told by an object of its own. */
    private static final List<String> DEEDS = List.of("react", "edit", "contact", "attach", "message");

    private final Parts parts;

    ControlPhones(Parts parts) {
        this.parts = parts;
    }

    JsonNode answer(ControlCall call) {
        if (call.step(1).isEmpty()) {
            return call.method().equals("GET") ? list(call.query().getOrDefault("account", "")) : add(call);
        }
        var phone = parts.phone(call.step(1), null);
        if (call.step(2).equals("messages")) {
            return call.method().equals("GET") ? messages(phone, call.query().get("account")) : write(phone, call);
        }
        if (call.method().equals("POST")) {
            change(phone, call.json());
        }
        return PhoneJson.write(phone);
    }

    private JsonNode list(String account) {
        var body = Json.object();
        var list = body.putArray("phones");
        if (!account.isEmpty()) {
            parts.shown(account).forEach(it -> list.add((JsonNode) PhoneJson.write(it, it.chat(account))));
        } else {
            parts.phones.all().forEach(it -> list.add((JsonNode) PhoneJson.write(it)));
        }
        return body;
    }

    private JsonNode add(ControlCall call) {
        var json = call.json();
        var number = call.required(json, "number").replaceAll("[\\s./()-]", "");
        number = number.startsWith("00") ? number.substring(2) : number.startsWith("+") ? number.substring(1) : "39" + number;
        if (!number.matches("[1-9][0-9]{7,14}")) {
            throw new IllegalArgumentException("Not a telephone number with its country code: 8 to 15 digits");
        }
        var name = Json.text(json, "name", "").strip();
        var phone = parts.phone(number, name.isEmpty() ? null : name);
        var account = Json.text(json, "account");
        if (account != null) {
            phone.pin(parts.people.account(account).phoneNumberId());
        }
        change(phone, json);
        return PhoneJson.write(phone);
    }

    private static void change(Phone phone, ObjectNode json) {
        var name = Json.text(json, "name");
        if (name != null && !name.isBlank()) {
            phone.name(name);
        }
        var identity = Json.text(json, "identity");
        if (identity != null) {
            phone.identity(Phone.Identity.valueOf(identity.toUpperCase(Locale.ROOT)));
        }
        if (json.has("fails_with")) {
            phone.failsWith(json.path("fails_with").asInt(0));
        }
        if (json.path("on").isBoolean()) {
            phone.power(json.path("on").asBoolean());
        }
        var waId = Json.text(json, "wa_id");
        if (waId != null) {
            phone.waId(waId);
        }
        var newNumber = Json.text(json, "new_number");
        if (newNumber != null) {
            phone.changeNumber(newNumber);
        }
    }

    private static JsonNode messages(Phone phone, @Nullable String account) {
        var body = Json.object();
        var list = body.putArray("messages");
        phone.chats().stream().filter(it -> account == null || it.account().phoneNumberId().equals(account))
                .forEach(chat -> chat.messages().forEach(
                        it -> list.add((JsonNode) PhoneJson.write(it).put("phone_number_id", chat.account().phoneNumberId()))));
        return body;
    }

    private JsonNode write(Phone phone, ControlCall call) {
        var json = call.json();
        var account = Json.text(json, "account");
        var chat = phone.chat(account != null ? account : parts.people.usualAccount(phone));
        if (!phone.on()) {
            throw new IllegalStateException("The telephone is off");
        }
        return Json.object().put("id", act(chat, json));
    }

    private static String act(Chat chat, ObjectNode json) {
        var tap = Json.text(json, "tap");
        if (tap != null) {
            return chat.tap(tap, json.path("response") instanceof ObjectNode response ? response : Json.object());
        }
        var text = Json.text(json, "text");
        if (text != null && json.has("group_id")) {
            return chat.writeInGroup(Json.text(json, "group_id", ""), text);
        }
        if (text != null) {
            var quoted = Json.text(json, "reply_to");
            return quoted == null ? chat.write(text) : chat.reply(quoted, text);
        }
        if (json.has("revoke")) {
            return chat.revoke(Json.text(json, "revoke", ""));
        }
        if (json.path("marketing").isBoolean()) {
            chat.marketing(json.path("marketing").asBoolean());
            return "";
        }
        var deed = DEEDS.stream().filter(it -> json.path(it).isObject()).findFirst();
        return deed.isPresent() ? act(chat, deed.get(), (ObjectNode) json.path(deed.get()), json) : act(chat, Json.text(json, "kind", ""));
    }

    private static String act(Chat chat, String deed, ObjectNode what, ObjectNode json) {
        return switch (deed) {
            case "react" -> chat.react(Json.text(what, "message_id", ""), Json.text(what, "emoji", ""));
            case "edit" -> chat.edit(Json.text(what, "message_id", ""), Json.text(what, "text", ""));
            case "contact" -> chat.contact(Json.text(what, "name", ""), Json.text(what, "number", ""));
            case "attach" -> chat.attach(Attachment.read(what));
            default -> chat.send(what, Json.text(json, "shown", "Messaggio"));
        };
    }

    private static String act(Chat chat, String kind) {
        return switch (kind) {
            case "location" -> chat.location(42.8320, 11.5860);
            case "photo" -> chat.attach(Picture.grey());
            case "voice" -> chat.attach(Picture.voice());
            case "document" -> chat.attach(Picture.document());
            case "call" -> chat.call();
            default -> throw new IllegalArgumentException("Say what is written: text, tap, react, edit, revoke, contact, marketing, attach, message, or kind location, photo, voice, document, call");
        };
    }
}
