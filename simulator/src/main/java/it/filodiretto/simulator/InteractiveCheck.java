// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Messages with something to tap: buttons, lists, an address, a flow, a request for a position or a number. */
final class InteractiveCheck {

    private static final Set<String> KINDS = Set.of(
            "button", "list", "cta_url", "location_request_message", "flow", "request_contact_info", "call_permission_request");

    private InteractiveCheck() {}

    static void check(JsonNode it, Media media) {
        var kind = Json.text(it, "type", "");
        if (!KINDS.contains(kind)) {
            throw GraphError.of(100, "Param interactive['type'] must be one of " + KINDS + " - got \"" + kind + "\".");
        }
        if (it.has("header")) {
            header(kind, it.path("header"), media);
        }
        ContentCheck.length("body['text']", Json.text(it.path("body"), "text"), kind.equals("list") ? 4096 : 1024);
        ContentCheck.optional("footer['text']", Json.text(it.path("footer"), "text"), 60);
        var action = it.path("action");
        switch (kind) {
            case "button" -> buttons(action.path("buttons"));
            case "list" -> list(action);
            case "cta_url" -> address(action);
            case "location_request_message" -> name(action, "send_location");
            case "flow" -> flow(action);
            default -> { }
        }
    }

    private static void header(String kind, JsonNode header, Media media) {
        var format = Json.text(header, "type", "");
        if (format.equals("text")) {
            ContentCheck.length("header['text']", Json.text(header, "text"), 60);
            return;
        }
        var medium = MediaKind.named(format);
        if (kind.equals("list") || medium == null || medium == MediaKind.AUDIO || medium == MediaKind.STICKER) {
            throw GraphError.of(131009, "Header of type " + format + " is not allowed for interactive type " + kind);
        }
        ContentCheck.source(medium, header.path(format), media);
    }

    private static void buttons(JsonNode buttons) {
        if (buttons.isEmpty() || buttons.size() > 3) {
            throw GraphError.of(131009, "Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3");
        }
        var titles = new HashSet<String>();
        var ids = new HashSet<String>();
        for (var button : buttons) {
            var title = Json.text(button.path("reply"), "title", "");
            var id = Json.text(button.path("reply"), "id", "");
            ContentCheck.length("Button title", title, 20);
            ContentCheck.length("Button reply id", id, 256);
            if (!titles.add(title) || !ids.add(id)) {
                throw GraphError.of(131009, "Duplicated title or id, those of buttons must be unique");
            }
        }
    }

    private static void list(JsonNode action) {
        ContentCheck.length("action['button']", Json.text(action, "button"), 20);
        var sections = action.path("sections");
        var ids = new HashSet<String>();
        var rows = 0;
        for (var section : sections) {
            if (sections.size() > 1) {
                ContentCheck.required("Section title", Json.text(section, "title"));
            }
            ContentCheck.optional("Section title", Json.text(section, "title"), 24);
            for (var row : section.path("rows")) {
                rows++;
                row(row);
                if (!ids.add(Json.text(row, "id", ""))) {
                    throw GraphError.of(131009, "Duplicated row id, those of rows must be unique");
                }
            }
        }
        if (rows < 1 || rows > 10 || sections.size() > 10) {
            throw GraphError.of(131009, "Total row count exceed max allowed count: 10");
        }
    }

    private static void row(JsonNode row) {
        ContentCheck.length("Row title", Json.text(row, "title"), 24);
        ContentCheck.length("Row id", Json.text(row, "id"), 200);
        ContentCheck.optional("Row description", Json.text(row, "description"), 72);
    }

    private static void address(JsonNode action) {
        name(action, "cta_url");
        var parameters = action.path("parameters");
        ContentCheck.length("display_text", Json.text(parameters, "display_text"), 20);
        if (!Json.text(parameters, "url", "").matches("https?://\\S+")) {
            throw GraphError.of(131009, "parameters['url'] is not a valid URI");
        }
    }

    private static void flow(JsonNode action) {
        name(action, "flow");
        var parameters = action.path("parameters");
        if (!Json.text(parameters, "flow_message_version", "").equals("3")) {
            throw GraphError.of(131009, "flow_message_version must be 3");
        }
        if (parameters.has("flow_id") == parameters.has("flow_name")) {
            throw GraphError.of(131009, "flow_id or flow_name, and not both");
        }
        ContentCheck.length("flow_cta", Json.text(parameters, "flow_cta"), 30);
    }

    private static void name(JsonNode action, String wanted) {
        if (!Json.text(action, "name", "").equals(wanted)) {
            throw GraphError.of(131009, "action['name'] must be " + wanted);
        }
    }
}
