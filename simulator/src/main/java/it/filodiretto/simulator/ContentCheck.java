// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The shape and length of what is sent, kind by kind; see Meta's reference of messages. */
final class ContentCheck {

    private static final Set<String> MEDIA = Set.of("image", "video", "audio", "document", "sticker");

    private ContentCheck() {}

    /** @throws GraphError if Meta would refuse the content */
    static void check(String type, JsonNode message) {
        var content = message.path(type);
        if (!content.isObject() && !type.equals("contacts")) {
            throw GraphError.of(131008, "Parameter '" + type + "' is mandatory for type '" + type + "'");
        }
        switch (type) {
            case "text" -> length("text['body']", Json.text(content, "body"), 4096);
            case "interactive" -> interactive(content);
            case "reaction" -> required("reaction['message_id']", Json.text(content, "message_id"));
            case "template", "location", "contacts" -> { }
            default -> {
                if (!MEDIA.contains(type)) {
                    throw GraphError.of(100, "Param type must be one of {AUDIO, CONTACTS, DOCUMENT, IMAGE, INTERACTIVE, LOCATION, "
                            + "REACTION, STICKER, TEMPLATE, TEXT, VIDEO} - got \"" + type + "\".");
                }
                if (Json.text(content, "id") == null && Json.text(content, "link") == null) {
                    throw GraphError.of(131008, type + " needs an id or a link");
                }
                if (Json.text(content, "caption", "").length() > 1024) {
                    throw GraphError.of(131009, type + "['caption'] is longer than 1024 characters");
                }
            }
        }
    }

    private static void interactive(JsonNode it) {
        var kind = Json.text(it, "type", "");
        var header = it.path("header");
        if (Json.text(header, "type", "text").equals("text") && Json.text(header, "text", "").length() > 60) {
            throw GraphError.of(131009, "Header text length invalid. Min length: 1, Max length: 60");
        }
        length("body['text']", Json.text(it.path("body"), "text"), kind.equals("list") ? 4096 : 1024);
        if (Json.text(it.path("footer"), "text", "").length() > 60) {
            throw GraphError.of(131009, "Footer text length invalid. Min length: 1, Max length: 60");
        }
        switch (kind) {
            case "button" -> buttons(it.path("action").path("buttons"));
            case "list" -> list(it.path("action"));
            case "cta_url" -> length("display_text", Json.text(it.path("action").path("parameters"), "display_text"), 20);
            default -> { }
        }
    }

    private static void buttons(JsonNode buttons) {
        if (buttons.isEmpty() || buttons.size() > 3) {
            throw GraphError.of(131009, "Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3");
        }
        var titles = new HashSet<String>();
        for (var button : buttons) {
            var title = Json.text(button.path("reply"), "title");
            length("Button title", title, 20);
            length("Button reply id", Json.text(button.path("reply"), "id"), 256);
            if (!titles.add(title == null ? "" : title)) {
                throw GraphError.of(131009, "Duplicated title, buttons titles must be unique");
            }
        }
    }

    private static void list(JsonNode action) {
        length("action['button']", Json.text(action, "button"), 20);
        var rows = 0;
        for (var section : action.path("sections")) {
            if (Json.text(section, "title", "").length() > 24 || action.path("sections").size() > 1 && Json.text(section, "title", "").isEmpty()) {
                throw GraphError.of(131009, "Section title length invalid. Min length: 1, Max length: 24");
            }
            for (var row : section.path("rows")) {
                rows++;
                length("Row title", Json.text(row, "title"), 24);
                length("Row id", Json.text(row, "id"), 200);
                if (Json.text(row, "description", "").length() > 72) {
                    throw GraphError.of(131009, "Row description length invalid. Max length: 72");
                }
            }
        }
        if (rows < 1 || rows > 10 || action.path("sections").size() > 10) {
            throw GraphError.of(131009, "Total row count exceed max allowed count: 10");
        }
    }

    private static void length(String what, @org.jspecify.annotations.Nullable String text, int longest) {
        required(what, text);
        if (text != null && text.length() > longest) {
            throw GraphError.of(what.startsWith("text") ? 100 : 131009, what + " length invalid. Min length: 1, Max length: " + longest);
        }
    }

    private static void required(String what, @org.jspecify.annotations.Nullable String text) {
        if (text == null || text.isEmpty()) {
            throw GraphError.of(what.startsWith("text") ? 100 : 131009, "The parameter " + what + " is required.");
        }
    }
}
