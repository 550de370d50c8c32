// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A call of {@code /_control/…}: {@code path} is what follows. Wrong input is an {@link IllegalArgumentException}. */
record ControlCall(String method, List<String> path, Map<String, String> query, byte[] body) {

    String step(int index) {
        return index < path.size() ? path.get(index) : "";
    }

    ObjectNode json() {
        try {
            if (Json.PLAIN.readTree(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException _) {
            // told below
        }
        throw new IllegalArgumentException("The body must be a JSON object");
    }

    String required(JsonNode node, String field) {
        var found = Json.text(node, field);
        if (found == null) {
            throw new IllegalArgumentException("The field \"" + field + "\" is missing");
        }
        return found;
    }
}
