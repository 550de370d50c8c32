// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapptemplate;

import it.filodiretto.messaging.MessageContent;
import it.filodiretto.meta.Fields;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a template says, as Meta has it.
 *
 * @param named whether its blanks have names; else they are counted
 * @param headerFormat {@code TEXT}, {@code IMAGE}, {@code VIDEO}, {@code DOCUMENT}, {@code LOCATION}; null: no header
 * @param buttons what is read on them; {@code actions} what they do, then what else of shops it has
 */
record TemplateDefinition(boolean named, @Nullable String headerFormat, @Nullable String headerText, String body, @Nullable String footer,
                          List<String> buttons, List<TemplateButton> actions) {

    static final int LONGEST_BODY = 1024;
    private static final Pattern BLANK = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");

    TemplateDefinition {
        buttons = List.copyOf(buttons);
        actions = actions == null ? List.of() : List.copyOf(actions);
    }

    /** Without buttons that do anything but answer. */
    TemplateDefinition(boolean named, @Nullable String headerFormat, @Nullable String headerText, String body, @Nullable String footer, List<String> buttons) {
        this(named, headerFormat, headerText, body, footer, buttons, List.of());
    }

    /** From an element of Meta's list. */
    static TemplateDefinition read(JsonNode template) {
        var header = component(template, "HEADER");
        var buttons = Fields.list(component(template, "BUTTONS"), "buttons").stream().map(TemplateButton::read).toList();
        var ofShops = Fields.list(template, "components").stream().map(it -> new TemplateButton(Fields.textOr(it, "type", "").toUpperCase(Locale.ROOT), "", null))
            .filter(TemplateButton::isOfShops);
        return new TemplateDefinition("NAMED".equalsIgnoreCase(Fields.text(template, "parameter_format")), Fields.text(header, "format"),
            Fields.text(header, "text"), Fields.textOr(component(template, "BODY"), "text", ""), Fields.text(component(template, "FOOTER"), "text"),
            buttons.stream().map(TemplateButton::title).toList(), Stream.concat(buttons.stream(), ofShops).toList());
    }

    private static JsonNode component(JsonNode template, String type) {
        return Fields.list(template, "components").stream().filter(it -> type.equalsIgnoreCase(Fields.text(it, "type"))).findFirst()
            .orElse(Fields.MAPPER.missingNode());
    }

    /** The names (or numbers) of the body's blanks, each once, in their order. */
    List<String> blanks() {
        return blanks(body);
    }

    static List<String> blanks(String text) {
        return BLANK.matcher(text).results().map(it -> it.group(1)).distinct().toList();
    }

    /** Why this content does not fit, in Italian; null: it does. Asked before the call, so that Meta need not refuse. */
    @Nullable String misfit(MessageContent.Template content) {
        if (isOfShops()) {
            return "Il modello «" + content.name() + "» ha buoni, moduli o schede da negozio, che da qui non si riempiono: scegline un altro.";
        }
        var given = content.parameters().stream().map(MessageContent.Parameter::name).toList();
        var wanted = blanks();
        if (named && !(given.containsAll(wanted) && wanted.containsAll(given)) || !named && given.size() != wanted.size()) {
            return "Il modello «" + content.name() + "» vuole " + (wanted.isEmpty() ? "nessun campo" : "i campi " + String.join(", ", wanted)) + ".";
        }
        if (content.parameters().stream().anyMatch(it -> it.value().isBlank())) {
            return "Un campo del modello «" + content.name() + "» è vuoto.";
        }
        var filled = body.length() - BLANK.matcher(body).results().mapToInt(it -> it.end() - it.start()).sum()
            + content.parameters().stream().mapToInt(it -> TemplateText.fold(it.value()).length()).sum();
        if (filled > LONGEST_BODY) {
            return "Il testo con i campi pieni ha " + filled + " caratteri, e il modello ne accetta " + LONGEST_BODY + ".";
        }
        for (int i = 0; i < actions.size(); i++) {
            var index = i;
            if (actions.get(i).hasBlank() && content.buttons().stream().noneMatch(it -> it.index() == index)) {
                return "Il pulsante «" + actions.get(i).title() + "» del modello «" + content.name() + "» vuole la fine del suo indirizzo.";
            }
        }
        return headerMisfit(content);
    }

    /** Whether it has what municipalities do not send: carousels, coupons, offers that end, flows, products. */
    boolean isOfShops() {
        return actions.stream().anyMatch(TemplateButton::isOfShops);
    }

    /** The name of the header's blank; null: it has none. */
    @Nullable String headerBlank() {
        return !"TEXT".equals(headerFormat) || headerText == null ? null : blanks(headerText).stream().findFirst().orElse(null);
    }

    private @Nullable String headerMisfit(MessageContent.Template content) {
        var header = content.header();
        if (headerFormat == null || headerFormat.equals("TEXT") && (headerText == null || blanks(headerText).isEmpty())) {
            return header == null ? null : "Il modello «" + content.name() + "» non ha un’intestazione da riempire.";
        }
        var right = header != null && switch (headerFormat) {
            case "TEXT" -> header.text() != null;
            case "LOCATION" -> header.place() != null;
            default -> header.media() != null && header.media().type().name().equals(headerFormat);
        };
        return right ? null : "L’intestazione del modello «" + content.name() + "» vuole " + switch (headerFormat) {
            case "TEXT" -> "un testo.";
            case "LOCATION" -> "una posizione.";
            case "IMAGE" -> "una foto.";
            case "VIDEO" -> "un video.";
            default -> "un documento.";
        };
    }

    /** The body with these examples in its blanks. */
    String preview() {
        return BLANK.matcher(body).replaceAll(it -> "[" + it.group(1) + "]");
    }
}
