// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** What a Graph call is answered: an HTTP status and a JSON body. */
record GraphAnswer(int status, byte[] body) {

    private static final byte[] SUCCESS = "{\"success\":true}".getBytes(StandardCharsets.UTF_8);

    static GraphAnswer ok(JsonNode body) {
        return new GraphAnswer(200, body.toString().getBytes(StandardCharsets.UTF_8));
    }

    static GraphAnswer success() {
        return new GraphAnswer(200, SUCCESS);
    }
}
