// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapptemplate;

import it.filodiretto.meta.Fields;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Below a template's text. Written by people as a line: «Confermo», «Apri la pagina: https://…», «Chiama: +39…».
 *
 * @param type {@code QUICK_REPLY}, {@code URL}, {@code PHONE_NUMBER}, or what else Meta has
 * @param value the address, in which the end may be a blank, or the number; null: it has none
 */
record TemplateButton(String type, String title, @Nullable String value) {

    private static final int LONGEST = 25;
    /** Of shops: what the console asks nobody to fill in, and Meta refuses empty. */
    private static final Set<String> OF_SHOPS = Set.of("CAROUSEL", "LIMITED_TIME_OFFER", "COPY_CODE", "FLOW", "MPM", "SPM");

    static TemplateButton read(JsonNode button) {
        var type = Fields.textOr(button, "type", "");
        return new TemplateButton(type, Fields.textOr(button, "text", ""),
            type.equals("URL") ? Fields.text(button, "url") : type.equals("PHONE_NUMBER") ? Fields.text(button, "phone_number") : null);
    }

    static TemplateButton typed(String line) {
        var parts = line.split(":\\s+", 2);
        var value = parts.length < 2 ? "" : parts[1].strip();
        return value.isEmpty() ? new TemplateButton("QUICK_REPLY", line.strip(), null)
            : new TemplateButton(value.startsWith("http") ? "URL" : "PHONE_NUMBER", parts[0].strip(), value);
    }

    String line() {
        return value == null ? title : title + ": " + value;
    }

    boolean isOfShops() {
        return OF_SHOPS.contains(type);
    }

    boolean hasBlank() {
        return type.equals("URL") && value != null && value.contains("{{");
    }

    /** What Meta would refuse, in Italian. */
    Optional<String> flaw() {
        if (title.isEmpty() || title.length() > LONGEST) {
            return Optional.of("Su un pulsante stanno da 1 a 25 caratteri: «" + title + "».");
        }
        if (type.equals("URL") && (value == null || !value.matches("https?://[^\\s{}]+(\\{\\{1}})?"))) {
            return Optional.of("L’indirizzo del pulsante «" + title + "» è intero, https://…, e un campo {{1}} può stare solo alla fine.");
        }
        return type.equals("PHONE_NUMBER") && (value == null || !value.matches("\\+?[0-9 ]{6,20}"))
            ? Optional.of("Il numero del pulsante «" + title + "» si scrive +39 0564 965301.") : Optional.empty();
    }

    void write(ObjectNode json) {
        json.put("type", type).put("text", title);
        if (value != null) {
            json.put(type.equals("URL") ? "url" : "phone_number", type.equals("URL") ? value : value.replace(" ", ""));
        }
        if (hasBlank()) {
            json.putArray("example").add(String.valueOf(value).replace("{{1}}", "esempio"));
        }
    }
}
