// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The shape and length of what is sent, kind by kind; see Meta's reference of messages. */
final class ContentCheck {

    private ContentCheck() {}

    /** @throws GraphError if Meta would refuse the content */
    static void check(String type, JsonNode message, Media media) {
        var content = message.path(type);
        if (!content.isObject() && !type.equals("contacts")) {
            throw GraphError.of(131008, "Parameter '" + type + "' is mandatory for type '" + type + "'");
        }
        if (Json.text(message, "biz_opaque_callback_data", "").length() > 512) {
            throw GraphError.of(131009, "biz_opaque_callback_data is longer than 512 characters");
        }
        switch (type) {
            case "text" -> length("text['body']", Json.text(content, "body"), 4096);
            case "interactive" -> InteractiveCheck.check(content, media);
            case "reaction" -> required("reaction['message_id']", Json.text(content, "message_id"));
            case "location" -> location(content);
            case "contacts" -> contacts(content);
            case "pin" -> throw GraphError.of(131051, "Messages can be pinned in groups only.");
            case "template" -> { }
            default -> medium(type, content, media);
        }
    }

    private static void medium(String type, JsonNode content, Media media) {
        var kind = MediaKind.named(type);
        if (kind == null) {
            throw GraphError.of(100, "Param type must be one of {AUDIO, CONTACTS, DOCUMENT, IMAGE, INTERACTIVE, LOCATION, "
                    + "PIN, REACTION, STICKER, TEMPLATE, TEXT, VIDEO} - got \"" + type + "\".");
        }
        source(kind, content, media);
        var caption = Json.text(content, "caption");
        if (caption != null && (kind == MediaKind.AUDIO || kind == MediaKind.STICKER)) {
            throw GraphError.of(100, "Unexpected key \"caption\" on param \"" + type + "\".");
        }
        if (caption != null && caption.length() > 1024) {
            throw GraphError.of(131009, type + "['caption'] is longer than 1024 characters");
        }
        if (Json.text(content, "filename") != null && kind != MediaKind.DOCUMENT) {
            throw GraphError.of(100, "Unexpected key \"filename\" on param \"" + type + "\".");
        }
    }

    /** An id of ours that lives and suits, or an address on the web: it is not fetched. */
    static void source(MediaKind kind, JsonNode content, Media media) {
        var id = Json.text(content, "id");
        var link = Json.text(content, "link");
        if (id == null == (link == null)) {
            throw GraphError.of(131008, kind.key() + " needs an id or a link, and not both");
        }
        if (link != null && !link.matches("https?://\\S+")) {
            throw GraphError.of(100, "Param " + kind.key() + "['link'] is not a valid URI.");
        }
        var medium = id == null ? null : media.find(id);
        if (id != null && medium == null) {
            throw GraphError.of(100, "Param " + kind.key() + "['id'] is not a valid whatsapp business account media attachment ID");
        }
        if (medium != null && kind != MediaKind.DOCUMENT && MediaKind.of(medium.mimeType()).orElse(null) != kind) {
            throw GraphError.of(131053, "The file is " + medium.mimeType() + ", which is no " + kind.key());
        }
    }

    private static void location(JsonNode it) {
        var latitude = it.path("latitude").asDouble(Double.NaN);
        var longitude = it.path("longitude").asDouble(Double.NaN);
        if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
            throw GraphError.of(131009, "location needs a latitude within 90 and a longitude within 180 degrees");
        }
    }

    private static void contacts(JsonNode contacts) {
        if (!contacts.isArray() || contacts.isEmpty() || contacts.size() > 5) {
            throw GraphError.of(131009, "contacts is a list of 1 to 5 people");
        }
        for (var contact : contacts) {
            required("contacts['name']['formatted_name']", Json.text(contact.path("name"), "formatted_name"));
        }
    }

    static void length(String what, @Nullable String text, int longest) {
        required(what, text);
        if (text != null && text.length() > longest) {
            throw GraphError.of(what.startsWith("text") ? 100 : 131009, what + " length invalid. Min length: 1, Max length: " + longest);
        }
    }

    /** As {@link #length}, but it may be missing. */
    static void optional(String what, @Nullable String text, int longest) {
        if (text != null) {
            length(what, text, longest);
        }
    }

    static void required(String what, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            throw GraphError.of(what.startsWith("text") ? 100 : 131009, "The parameter " + what + " is required.");
        }
    }
}
