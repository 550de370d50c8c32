// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Compares what a send says with the template as it was approved, as strictly as Meta does, and fills in its variables. */
final class TemplateCheck {

    private static final Pattern NOT_ALLOWED = Pattern.compile("[\\n\\r\\t]| {5,}");

    private final Templates templates;
    private final Map<Template, TemplateShape> shapes = Collections.synchronizedMap(new IdentityHashMap<>());

    TemplateCheck(Templates templates) {
        this.templates = templates;
    }

    /** @throws GraphError if Meta would refuse the send */
    Template found(Account account, JsonNode template) {
        var name = Json.text(template, "name");
        var language = Json.text(template.path("language"), "code");
        if (name == null || language == null) {
            throw GraphError.of(131008, "template.name and template.language.code are required");
        }
        var found = templates.find(account.businessAccountId(), name, language);
        if (found == null || found.status() == Template.Status.PENDING || found.status() == Template.Status.REJECTED) {
            throw GraphError.of(132001, "template name (" + name + ") does not exist in " + language);
        }
        if (found.status() == Template.Status.PAUSED) {
            throw GraphError.of(132015, "Template is paused due to low quality");
        }
        if (found.status() == Template.Status.ARCHIVED) {
            throw GraphError.of(132001, "template name (" + name + ") is archived in " + language);
        }
        if (found.status() == Template.Status.DISABLED) {
            throw GraphError.of(132016, "Template was paused too many times");
        }
        if (shapes.size() > 10_000) {
            shapes.clear();
        }
        compare(found, shapes.computeIfAbsent(found, TemplateShape::of), template.path("components"));
        return found;
    }

    /** False when the template was changed after the send. */
    static boolean fits(Template template, JsonNode sent) {
        try {
            compare(template, TemplateShape.of(template), sent.path("components"));
            return true;
        } catch (GraphError _) {
            return false;
        }
    }

    private static void compare(Template template, TemplateShape shape, JsonNode components) {
        var header = component(components, "header");
        if (shape.headerFormat().equalsIgnoreCase("TEXT")) {
            values(template.named(), shape.header(), shape.headerVariables(), header, "header", 60);
        } else {
            media(shape.headerFormat(), header.path("parameters").path(0));
        }
        values(template.named(), shape.body(), shape.bodyVariables(), component(components, "body"), "body", 1024);
        buttons(shape.buttonVariables(), components);
    }

    private static void media(String format, JsonNode parameter) {
        var type = Json.text(parameter, "type", "UNKNOWN").toUpperCase(java.util.Locale.ROOT);
        if (!type.equalsIgnoreCase(format)) {
            throw GraphError.of(132012, "header: Format mismatch, expected " + format + ", received " + type);
        }
        var content = parameter.path(type.toLowerCase(java.util.Locale.ROOT));
        if (!type.equals("LOCATION") && Json.text(content, "id") == null && Json.text(content, "link") == null) {
            throw GraphError.of(131008, "header: id or link of the " + type.toLowerCase(java.util.Locale.ROOT) + " is required");
        }
    }

    private static Map<String, String> values(
            boolean named, String text, Set<String> expected, JsonNode component, String where, int longest) {
        var parameters = component.path("parameters");
        if (parameters.size() != expected.size()) {
            throw GraphError.of(132000, where + ": number of localizable_params (" + parameters.size()
                    + ") does not match the expected number of params (" + expected.size() + ")");
        }
        var values = new HashMap<String, String>();
        for (var index = 0; index < parameters.size(); index++) {
            var parameter = parameters.get(index);
            var name = named ? Json.text(parameter, "parameter_name", "") : Integer.toString(index + 1);
            if (!expected.contains(name)) {
                throw GraphError.of(named && name.isEmpty() ? 132012 : 132000, where + ": Parameter name is missing or unknown: " + name);
            }
            values.put(name, allowed(parameter, where + " [" + index + "]"));
        }
        var atMost = text.length() + values.values().stream().mapToInt(String::length).sum();
        if (atMost > longest && fill(text, values).length() > longest) {
            throw GraphError.of(132005, where + ": Translated text too long");
        }
        return values;
    }

    private static String allowed(JsonNode parameter, String where) {
        var type = Json.text(parameter, "type", "text");
        if (!type.equals("text")) {
            throw GraphError.of(132012, where + ": Format mismatch, expected TEXT, received " + type);
        }
        var text = Json.text(parameter, "text");
        if (text == null || text.isBlank()) {
            throw GraphError.of(100, where + ": Parameter of type text is missing text value");
        }
        if (NOT_ALLOWED.matcher(text).find()) {
            throw GraphError.of(132018, where + ": Param text cannot have new-line/tab characters or more than 4 consecutive spaces");
        }
        return text;
    }

    private static void buttons(List<Integer> needed, JsonNode components) {
        for (var component : components) {
            if (Json.text(component, "type", "").equals("button")) {
                var index = component.path("index").asInt(-1);
                if (index < 0 || index >= needed.size()) {
                    throw GraphError.of(132012, "buttons: Button at index " + index + " does not exist");
                }
            }
        }
        for (var index = 0; index < needed.size(); index++) {
            if (needed.get(index) > 0 && button(components, index).path("parameters").size() < needed.get(index)) {
                throw GraphError.of(131008, "buttons: Button at index " + index + " of type Url requires a parameter");
            }
        }
    }

    /** The words people read. */
    static String words(Template template, JsonNode sent) {
        var shape = TemplateShape.of(template);
        var components = sent.path("components");
        var parts = new ArrayList<String>();
        if (!shape.header().isEmpty()) {
            parts.add("*" + fill(shape.header(), values(template.named(), shape.header(), shape.headerVariables(), component(components, "header"), "header", 60)) + "*");
        }
        parts.add(fill(shape.body(), values(template.named(), shape.body(), shape.bodyVariables(), component(components, "body"), "body", 1024)));
        if (!template.text("FOOTER").isEmpty()) {
            parts.add("_" + template.text("FOOTER") + "_");
        }
        return String.join("\n", parts);
    }

    static List<PhoneMessage.Button> shown(Template template, JsonNode sent) {
        var shown = new ArrayList<PhoneMessage.Button>();
        var defined = template.buttons();
        for (var index = 0; index < defined.size(); index++) {
            var button = defined.get(index);
            var title = Json.text(button, "text", "");
            var given = button(sent.path("components"), index).path("parameters").path(0);
            switch (Json.text(button, "type", "")) {
                case "QUICK_REPLY" -> shown.add(new PhoneMessage.Button("quick_reply", Json.text(given, "payload", title), title));
                case "URL" -> shown.add(new PhoneMessage.Button(
                        "url", Template.VARIABLE.matcher(Json.text(button, "url", "")).replaceAll(_ -> Json.text(given, "text", "")), title));
                default -> shown.add(new PhoneMessage.Button("other", title, title));
            }
        }
        return shown;
    }

    private static String fill(String text, Map<String, String> values) {
        return Template.VARIABLE.matcher(text).replaceAll(it ->
                Matcher.quoteReplacement(values.getOrDefault(it.group(1), "")));
    }

    private static JsonNode component(JsonNode components, String type) {
        for (var component : components) {
            if (Json.text(component, "type", "").equalsIgnoreCase(type)) {
                return component;
            }
        }
        return components.path(-1);
    }

    private static JsonNode button(JsonNode components, int index) {
        for (var component : components) {
            if (Json.text(component, "type", "").equals("button") && component.path("index").asInt(-1) == index) {
                return component;
            }
        }
        return components.path(-1);
    }
}
