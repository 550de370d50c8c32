// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Reads the request that creates a template, as strictly as Meta's first, automatic look. */
final class TemplateDefinition {

    private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,512}");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(_[A-Z]{2})?");
    private static final Pattern HANDLE = Pattern.compile("4::[a-z]+/[a-z0-9]+:\\S+");
    private static final Set<String> CATEGORIES = Set.of("UTILITY", "MARKETING", "AUTHENTICATION");

    private TemplateDefinition() {}

    /** @throws GraphError code 100, with Meta's subcode where one is known */
    static Template read(String id, String businessAccountId, JsonNode asked) {
        var name = Json.text(asked, "name", "");
        var language = Json.text(asked, "language", "");
        var category = Json.text(asked, "category", "");
        if (!NAME.matcher(name).matches()) {
            throw GraphError.of(100, "The parameter name has 1 to 512 lower-case letters, digits and underscores");
        }
        if (!LANGUAGE.matcher(language).matches()) {
            throw GraphError.of(100, "Param language is not a supported language: " + language);
        }
        if (!CATEGORIES.contains(category)) {
            throw GraphError.of(100, "Param category must be one of {UTILITY, MARKETING, AUTHENTICATION} - got \"" + category + "\".");
        }
        var named = Json.text(asked, "parameter_format", "positional").equalsIgnoreCase("named");
        if (!(asked.path("components") instanceof ArrayNode components)) {
            throw GraphError.of(100, "The parameter components is required.");
        }
        if (category.equals("AUTHENTICATION")) {
            return new Template(id, businessAccountId, name, language, category, false, AuthenticationTemplate.written(components), Template.Status.PENDING);
        }
        check(components, named);
        return new Template(id, businessAccountId, name, language, category, named, components, Template.Status.PENDING);
    }

    static void check(ArrayNode components, boolean named) {
        var seen = new HashSet<String>();
        for (var component : components) {
            var type = Json.text(component, "type", "").toUpperCase(java.util.Locale.ROOT);
            if (!seen.add(type)) {
                throw GraphError.of(100, "There are two components of type " + type);
            }
            switch (type) {
                case "BODY" -> body(component, named);
                case "HEADER" -> header(component, named);
                case "FOOTER" -> length("footer", Json.text(component, "text", ""), 60);
                case "BUTTONS" -> buttons(component.path("buttons"));
                default -> throw GraphError.of(100, "Param components[type] is not valid: " + type);
            }
        }
        if (!seen.contains("BODY")) {
            throw GraphError.of(100, "The component of type BODY is required.");
        }
    }

    private static void body(JsonNode component, boolean named) {
        var text = Json.text(component, "text", "");
        length("body", text, 1024);
        variables(text, named);
        var count = Template.variables(text).size();
        var bare = text.strip();
        if (bare.startsWith("{{") || bare.endsWith("}}")) {
            throw GraphError.ofTemplate(2388299, "Variables can't be at the start or end of the template.");
        }
        var words = text.replaceAll("\\{\\{[^}]*}}", " ").strip().split("\\s+").length;
        if (words < 2 * count + 1) {
            throw GraphError.ofTemplate(2388293, "This template has too many variables for its length.");
        }
        var example = component.path("example");
        var given = named ? example.path("body_text_named_params").size() : example.path("body_text").path(0).size();
        if (count > 0 && given != count) {
            throw GraphError.ofTemplate(2388043, "The body needs an example for each of its " + count + " variables.");
        }
    }

    private static void header(JsonNode component, boolean named) {
        var format = Json.text(component, "format", "TEXT");
        if (format.equalsIgnoreCase("LOCATION")) {
            return;
        }
        if (!format.equalsIgnoreCase("TEXT")) {
            if (component.path("example").path("header_handle").isEmpty()) {
                throw GraphError.ofTemplate(2388273, "A media header needs a sample (header_handle).");
            }
            if (!HANDLE.matcher(component.path("example").path("header_handle").path(0).asString("")).matches()) {
                throw GraphError.ofTemplate(2388273, "header_handle is none that an upload to the app has given.");
            }
            return;
        }
        var text = Json.text(component, "text", "");
        length("header", text, 60);
        variables(text, named);
        var count = Template.variables(text).size();
        if (count > 1 || text.matches("(?s).*[\\n*_~`].*")) {
            throw GraphError.of(100, "The header has at most one variable, no line break and no formatting.");
        }
        var example = component.path("example");
        if (count == 1 && example.path("header_text").isEmpty() && example.path("header_text_named_params").isEmpty()) {
            throw GraphError.ofTemplate(2388043, "The header needs an example for its variable.");
        }
    }

    private static void variables(String text, boolean named) {
        for (var variable : Template.variables(text)) {
            if (variable.matches("[0-9]+") == named || !variable.matches("[a-z0-9_]+")) {
                throw GraphError.ofTemplate(2388073, "The variable {{" + variable + "}} does not suit parameter_format.");
            }
        }
        if (Template.VARIABLE.matcher(text).replaceAll("").matches("(?s).*(\\{\\{|}}).*")) {
            throw GraphError.ofTemplate(2388073, "Variables are written {{1}} or {{name}}.");
        }
    }

    private static void buttons(JsonNode buttons) {
        if (buttons.isEmpty() || buttons.size() > 10) {
            throw GraphError.of(100, "A template has 1 to 10 buttons.");
        }
        for (var button : buttons) {
            length("button", Json.text(button, "text", ""), 25);
            if (Json.text(button, "type", "").equals("URL")) {
                var variable = Template.variables(Json.text(button, "url", ""));
                if (!variable.isEmpty() && button.path("example").isEmpty()) {
                    throw GraphError.ofTemplate(2388043, "A URL with a variable needs an example.");
                }
            }
        }
    }

    private static void length(String what, String text, int longest) {
        if (text.isBlank() || text.length() > longest) {
            throw GraphError.of(100, "The " + what + " text has 1 to " + longest + " characters, not " + text.length());
        }
    }
}
