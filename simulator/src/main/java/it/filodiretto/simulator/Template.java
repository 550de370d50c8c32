// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.util.List;
import java.util.TreeSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One template in one language.
 *
 * @param id digits, as Meta numbers them
 * @param language as it is sent, {@code it} or {@code en_US}
 * @param named whether its variables have names
 */
record Template(
        String id, String businessAccountId, String name, String language, String category, boolean named,
        ArrayNode components, Status status) {

    enum Status { PENDING, APPROVED, REJECTED, PAUSED, DISABLED, ARCHIVED }

    static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*([a-zA-Z0-9_]+)\\s*}}");

    Template status(Status changed) {
        return new Template(id, businessAccountId, name, language, category, named, components, changed);
    }

    Template components(ArrayNode changed, String newCategory) {
        return new Template(id, businessAccountId, name, language, newCategory, named, changed, Status.PENDING);
    }

    /** The component of a type, or a missing node. */
    JsonNode component(String type) {
        return StreamSupport.stream(components.spliterator(), false)
                .filter(it -> Json.text(it, "type", "").equalsIgnoreCase(type)).findFirst().orElse(Json.object().path("none"));
    }

    String text(String type) {
        return Json.text(component(type), "text", "");
    }

    /** The buttons as they were defined. */
    List<JsonNode> buttons() {
        return StreamSupport.stream(component("BUTTONS").path("buttons").spliterator(), false).toList();
    }

    /** The variables of a text, each once. */
    static Set<String> variables(String text) {
        var found = new TreeSet<String>();
        var matcher = VARIABLE.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    /** As the list call shows it. */
    ObjectNode view() {
        var view = Json.object().put("name", name).put("parameter_format", named ? "NAMED" : "POSITIONAL");
        view.set("components", components);
        view.put("language", language).put("status", status.name()).put("category", category).put("id", id);
        view.putObject("quality_score").put("score", "UNKNOWN");
        if (status == Status.REJECTED) {
            view.put("rejected_reason", "INVALID_FORMAT");
        } else {
            view.put("rejected_reason", "NONE");
        }
        return view;
    }

    /** The language as webhooks spell it: {@code en-US}. */
    String webhookLanguage() {
        return language.replace('_', '-');
    }

    String categoryLowercase() {
        return category.toLowerCase(Locale.ROOT);
    }
}
