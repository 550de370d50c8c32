// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** A template in which codes go: who asks for one chooses switches, the words are Meta's. */
final class AuthenticationTemplate {

    private static final String LINK = "https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp{{1}}";

    private AuthenticationTemplate() {}

    /** The components with Meta's words in them. */
    static ArrayNode written(ArrayNode asked) {
        var components = Json.object().putArray("components");
        var seen = new StringBuilder();
        for (var component : asked) {
            var type = Json.text(component, "type", "");
            seen.append(type).append(' ');
            switch (type) {
                case "BODY" -> components.addObject().put("type", "BODY").put("text", body(component));
                case "FOOTER" -> components.addObject().put("type", "FOOTER")
                    .put("text", "Questo codice scade tra " + component.path("code_expiration_minutes").asInt(10) + " minuti.");
                case "BUTTONS" -> button(component, components);
                default -> throw GraphError.of(100, "Authentication templates have no component of type " + type);
            }
        }
        if (!seen.toString().contains("BODY") || !seen.toString().contains("BUTTONS")) {
            throw GraphError.of(100, "An authentication template has a BODY and one OTP button.");
        }
        return components;
    }

    private static String body(JsonNode component) {
        if (component.has("text")) {
            throw GraphError.of(100, "The text of authentication templates cannot be chosen.");
        }
        return "*{{1}}* è il tuo codice di verifica." + (component.path("add_security_recommendation").asBoolean(false)
            ? " Per la tua sicurezza, non condividerlo." : "");
    }

    private static void button(JsonNode component, ArrayNode components) {
        var button = component.path("buttons").path(0);
        if (component.path("buttons").size() != 1 || !Json.text(button, "type", "").equals("OTP") || !Json.text(button, "otp_type", "").equals("COPY_CODE")) {
            throw GraphError.of(100, "An authentication template has one button of type OTP; here only COPY_CODE.");
        }
        components.addObject().put("type", "BUTTONS").putArray("buttons").addObject()
            .put("type", "URL").put("text", Json.text(button, "text", "Copia il codice")).put("url", LINK);
    }
}
