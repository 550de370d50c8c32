// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Turns a send into the bubble that the person sees. */
final class Rendering {

    private final Templates templates;

    Rendering(Templates templates) {
        this.templates = templates;
    }

    PhoneMessage bubble(String id, Account account, JsonNode message, Instant at) {
        var type = Json.text(message, "type", "text");
        var content = message.path(type);
        var quotes = Json.text(message.path("context"), "message_id");
        var buttons = List.<PhoneMessage.Button>of();
        var text = switch (type) {
            case "text" -> Json.text(content, "body", "");
            case "interactive" -> interactiveText(content);
            case "location" -> "Posizione: " + Json.text(content, "name", Json.text(content, "latitude", "") + ", " + Json.text(content, "longitude", ""));
            case "image" -> captioned("Foto", content);
            case "video" -> captioned("Video", content);
            case "document" -> captioned("Documento " + Json.text(content, "filename", ""), content);
            case "audio" -> "Messaggio vocale";
            case "sticker" -> "Adesivo";
            case "contacts" -> "Contatto";
            default -> "Messaggio di tipo " + type;
        };
        if (type.equals("location")) {
            buttons = List.of(map(content));
        }
        if (type.equals("interactive")) {
            buttons = interactiveButtons(content);
        }
        if (type.equals("template")) {
            var template = templates.find(account.businessAccountId(), Json.text(content, "name", ""), Json.text(content.path("language"), "code", ""));
            if (template != null && TemplateCheck.fits(template, content)) {
                text = TemplateCheck.words(template, content);
                buttons = TemplateCheck.shown(template, content);
            }
        }
        return new PhoneMessage(id, false, type, text, buttons, quotes, at, "delivered", null, media(type, content));
    }

    /** The file in the message, or in the header of a template or of a message with buttons. */
    private static @Nullable String media(String type, JsonNode content) {
        var holder = switch (type) {
            case "interactive" -> content.path("header").path(Json.text(content.path("header"), "type", ""));
            case "template" -> header(content);
            default -> content;
        };
        return Json.text(holder, "id");
    }

    private static JsonNode header(JsonNode template) {
        for (var component : template.path("components")) {
            if (Json.text(component, "type", "").equalsIgnoreCase("header")) {
                var parameter = component.path("parameters").path(0);
                return parameter.path(Json.text(parameter, "type", ""));
            }
        }
        return template.path("none");
    }

    private static String captioned(String what, JsonNode content) {
        var caption = Json.text(content, "caption");
        return caption == null ? what.strip() : what.strip() + "\n" + caption;
    }

    private static String interactiveText(JsonNode content) {
        var parts = new ArrayList<String>();
        var header = Json.text(content.path("header"), "text");
        if (header != null) {
            parts.add("*" + header + "*");
        }
        parts.add(Json.text(content.path("body"), "text", ""));
        var footer = Json.text(content.path("footer"), "text");
        if (footer != null) {
            parts.add("_" + footer + "_");
        }
        return String.join("\n", parts);
    }

    private static void section(JsonNode section, List<PhoneMessage.Button> shown) {
        var title = Json.text(section, "title");
        if (title != null) {
            shown.add(new PhoneMessage.Button("section", "", title));
        }
        section.path("rows").forEach(row -> shown.add(new PhoneMessage.Button(
                "list", Json.text(row, "id", ""), Json.text(row, "title", ""), Json.text(row, "description"))));
    }

    static PhoneMessage.Button map(JsonNode location) {
        var latitude = Json.text(location, "latitude", "0");
        var longitude = Json.text(location, "longitude", "0");
        return new PhoneMessage.Button("url", "https://www.openstreetmap.org/?mlat=" + latitude + "&mlon=" + longitude + "#map=17/"
                + latitude + "/" + longitude, "Apri la mappa");
    }

    private static List<PhoneMessage.Button> interactiveButtons(JsonNode content) {
        var shown = new ArrayList<PhoneMessage.Button>();
        var action = content.path("action");
        for (var button : action.path("buttons")) {
            shown.add(new PhoneMessage.Button("reply", Json.text(button.path("reply"), "id", ""), Json.text(button.path("reply"), "title", "")));
        }
        if (action.has("sections")) {
            shown.add(new PhoneMessage.Button("sheet", "", Json.text(action, "button", "Scegli")));
        }
        action.path("sections").forEach(it -> section(it, shown));
        var parameters = action.path("parameters");
        switch (Json.text(content, "type", "")) {
            case "cta_url" -> shown.add(new PhoneMessage.Button("url", Json.text(parameters, "url", ""), Json.text(parameters, "display_text", "")));
            case "location_request_message" -> shown.add(new PhoneMessage.Button("location", "location", "Invia posizione"));
            case "request_contact_info" -> shown.add(new PhoneMessage.Button("number", "number", "Invia il mio numero"));
            case "flow" -> shown.add(new PhoneMessage.Button("flow", Json.text(parameters, "flow_token", "flow"), Json.text(parameters, "flow_cta", "")));
            default -> { }
        }
        return shown;
    }
}
