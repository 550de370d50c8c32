// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.intake;

import it.filodiretto.messaging.InboundContent;
import it.filodiretto.messaging.MediaReference;
import it.filodiretto.meta.Fields;
import it.filodiretto.shared.PhoneNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what one element of {@code messages[]} says. What lacks its substance is named, never refused. */
public final class ContentReader {

    private static final int LONGEST_CAPTION = 4_096;
    private static final int LONGEST_NAME = 240;
    private static final int LONGEST_ID = 500;
    private static final int MOST_CARDS = 20;
    private static final String UNDELIVERED = "messaggio di un tipo che WhatsApp non ci consegna";
    private static final String LOST = "messaggio che WhatsApp non è riuscito a consegnarci: chiedi di rimandarlo";
    private static final String TOO_LARGE = "file che WhatsApp non ci consegna: forse supera i 100 MB";
    private static final String UNKNOWN = "messaggio di un tipo che non conosciamo ancora";

    /** Kinds that can only be named, in Italian. */
    private static final Map<String, String> NAMES = Map.ofEntries(
        Map.entry("image", "foto"), Map.entry("video", "video"), Map.entry("audio", "audio"), Map.entry("document", "documento"),
        Map.entry("sticker", "adesivo"), Map.entry("location", "posizione"), Map.entry("contacts", "contatto"),
        Map.entry("order", "ordine"), Map.entry("reaction", "reazione"), Map.entry("edit", "messaggio modificato"),
        Map.entry("revoke", "messaggio cancellato"), Map.entry("ephemeral", "messaggio effimero"), Map.entry("poll", "sondaggio"),
        Map.entry("event", "evento"), Map.entry("nfm_reply", "modulo compilato"), Map.entry("call_permission_reply", "risposta sulle chiamate"),
        Map.entry("unsupported", UNDELIVERED), Map.entry("unknown", UNDELIVERED));

    private ContentReader() {}

    public static InboundContent read(JsonNode message) {
        var type = Fields.textOr(message, "type", "unknown");
        return explained(read(message, type, message.path(type)), Fields.list(message, "errors"));
    }

    private static InboundContent read(JsonNode message, String type, JsonNode substance) {
        return switch (type) {
            case "text" -> text(message);
            case "button" -> tap(Fields.text(substance, "payload"), Fields.text(substance, "text"), type);
            case "interactive" -> interactive(substance);
            case "image", "video", "audio", "voice", "document", "sticker" -> attachment(type, substance);
            case "location" -> location(substance);
            case "contacts" -> contacts(Fields.list(message, type));
            case "reaction", "edit", "revoke" -> remark(type, substance);
            case "unsupported" -> other(Fields.textOr(substance, "type", type), UNDELIVERED);
            default -> other(type, UNKNOWN);
        };
    }

    /** What came with an error instead of itself is named after the error, where that says more than the type. */
    private static InboundContent explained(InboundContent content, List<JsonNode> errors) {
        if (errors.isEmpty() || !(content instanceof InboundContent.Other(var type, _))) {
            return content;
        }
        return switch (Fields.textOr(errors.getFirst(), "code", "")) {
            case "131060" -> new InboundContent.Other(type, LOST);
            case "131052" -> new InboundContent.Other(type, TOO_LARGE);
            default -> content;
        };
    }

    private static InboundContent text(JsonNode message) {
        var body = Fields.text(message, "text", "body");
        return body == null ? other("unknown", UNDELIVERED) : new InboundContent.Text(body);
    }

    private static InboundContent interactive(JsonNode interactive) {
        var type = Fields.textOr(interactive, "type", "interactive");
        var chosen = interactive.path(type);
        return switch (type) {
            case "button_reply", "list_reply" -> tap(Fields.text(chosen, "id"), Fields.text(chosen, "title"), type);
            default -> other(type, UNKNOWN);
        };
    }

    private static InboundContent tap(@Nullable String id, @Nullable String title, String type) {
        if (id == null && title == null) {
            return other(type, UNKNOWN);
        }
        return new InboundContent.Tap(id == null ? "" : id, title == null ? String.valueOf(id) : title);
    }

    private static InboundContent attachment(String type, JsonNode file) {
        var id = Fields.text(file, "id");
        if (id == null) {
            return other(type, UNKNOWN);
        }
        var media = new MediaReference(id, shortened(Fields.text(file, "mime_type"), LONGEST_NAME), shortened(Fields.text(file, "sha256"), LONGEST_NAME),
            shortened(Fields.text(file, "filename"), LONGEST_NAME), Fields.text(file, "url"));
        var caption = shortened(Fields.text(file, "caption"), LONGEST_CAPTION);
        return switch (type) {
            case "image" -> new InboundContent.Image(media, caption);
            case "video" -> new InboundContent.Video(media, caption);
            case "document" -> new InboundContent.Document(media, caption);
            case "sticker" -> new InboundContent.Sticker(media, file.path("animated").asBoolean(false));
            default -> new InboundContent.Audio(media, type.equals("voice") || file.path("voice").asBoolean(false));
        };
    }

    private static InboundContent location(JsonNode place) {
        var latitude = degrees(place.path("latitude"), 90);
        var longitude = degrees(place.path("longitude"), 180);
        return latitude == null || longitude == null ? other("location", UNKNOWN)
            : new InboundContent.Location(latitude, longitude, shortened(Fields.text(place, "name"), LONGEST_NAME), shortened(Fields.text(place, "address"), LONGEST_NAME));
    }

    private static @Nullable Double degrees(JsonNode value, double most) {
        if (!value.isNumber() && !(value.isString() && value.stringValue().matches("-?[0-9]{1,3}(\\.[0-9]{1,20})?"))) {
            return null;
        }
        double degrees = value.isNumber() ? value.doubleValue() : Double.parseDouble(value.stringValue());
        return Math.abs(degrees) <= most ? Double.valueOf(degrees) : null;
    }

    private static InboundContent contacts(List<JsonNode> cards) {
        return cards.isEmpty() ? other("contacts", UNKNOWN) : new InboundContent.Contacts(cards.stream().limit(MOST_CARDS).map(ContentReader::card).toList());
    }

    private static InboundContent.Card card(JsonNode card) {
        var phones = new ArrayList<String>();
        for (var phone : Fields.list(card, "phones")) {
            var number = InboundReader.phone(Fields.text(phone, "wa_id"));
            var typed = Fields.text(phone, "phone");
            if (number != null) {
                phones.add(number.shown());
            } else if (typed != null) {
                PhoneNumber.parse(typed).ifPresent(it -> phones.add(it.shown()));
            }
        }
        return new InboundContent.Card(shortened(Fields.text(card, "name", "formatted_name"), LONGEST_NAME), phones);
    }

    private static InboundContent remark(String type, JsonNode remark) {
        var about = Fields.text(remark, type.equals("reaction") ? "message_id" : "original_message_id");
        if (about == null || about.length() > LONGEST_ID) {
            return other(type, UNKNOWN);
        }
        return switch (type) {
            case "reaction" -> new InboundContent.Reaction(about, shortened(Fields.text(remark, "emoji"), 40));
            case "revoke" -> new InboundContent.Revoke(about);
            default -> edit(about, remark.path("message"));
        };
    }

    /** Nothing but words and files can be edited; an edit of an edit would be a trap. */
    private static InboundContent edit(String about, JsonNode message) {
        return switch (read(message)) {
            case InboundContent.Remark _ -> other("edit", UNKNOWN);
            case InboundContent now -> new InboundContent.Edit(about, now);
        };
    }

    private static InboundContent other(String type, String otherwise) {
        return new InboundContent.Other(String.valueOf(shortened(type, 60)), NAMES.getOrDefault(type, otherwise));
    }

    static @Nullable String shortened(@Nullable String text, int most) {
        return text == null || text.codePointCount(0, text.length()) <= most ? text : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }
}
