// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * One call of the Graph API.
 *
 * @param path what follows the version: {@code [390575000001, messages]}
 */
record GraphCall(String method, List<String> path, Map<String, String> query, String contentType, byte[] body) {

    /** @throws GraphError if the body is not a JSON object */
    JsonNode json() {
        try {
            var json = Json.PLAIN.readTree(body);
            if (json.isObject()) {
                return json;
            }
        } catch (JacksonException _) {
            // answered below
        }
        throw GraphError.of(100, "The body is not a JSON object");
    }

    boolean is(String wanted) {
        return method.equals(wanted);
    }
}
