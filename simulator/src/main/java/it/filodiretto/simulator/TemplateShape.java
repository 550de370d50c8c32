// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What a send of a template must have, read once from its definition: a broadcast asks a hundred thousand times.
 *
 * @param headerFormat TEXT where there is no header
 * @param buttonVariables how many variables the address of each button has
 */
record TemplateShape(
        String headerFormat, String header, Set<String> headerVariables, String body, Set<String> bodyVariables,
        List<Integer> buttonVariables) {

    static TemplateShape of(Template template) {
        var header = template.text("HEADER");
        var body = template.text("BODY");
        return new TemplateShape(
                Json.text(template.component("HEADER"), "format", "TEXT"), header, Template.variables(header), body, Template.variables(body),
                template.buttons().stream().map(TemplateShape::variables).toList());
    }

    private static int variables(JsonNode button) {
        return Template.variables(Json.text(button, "url", "")).size();
    }
}
