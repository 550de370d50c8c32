// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** {@link Fate} as JSON: {@code {"number":"+39347…","code":131049,"when":"NOW","times":1,"category":"marketing"}}, or a {@code share} and a {@code seed} instead of a number. */
final class FateJson {

    private FateJson() {}

    static ArrayNode write(List<Fate> fates) {
        var list = Json.array();
        for (var it : fates) {
            list.addObject().put("number", it.number()).put("code", it.code()).put("when", it.now() ? "NOW" : "LATER")
                    .put("share", it.share()).put("seed", it.seed()).put("times", it.times()).put("category", it.category())
                    .put("phone_number_id", it.phoneNumberId());
        }
        return list;
    }

    static Fate read(JsonNode json) {
        var number = Json.text(json, "number");
        if (number == null && !json.has("share")) {
            throw new IllegalArgumentException("A fate has a \"number\" or a \"share\"");
        }
        if (!json.path("code").isInt()) {
            throw new IllegalArgumentException("A fate has a \"code\", one of Meta's errors");
        }
        return new Fate(
                json.path("code").asInt(), now(Json.text(json, "when", "LATER")), number == null ? null : number.replaceAll("\\D", ""),
                json.path("share").asDouble(1), json.path("seed").asLong(1), json.path("times").asInt(-1),
                Json.text(json, "category"), Json.text(json, "phone_number_id"));
    }

    private static boolean now(String when) {
        return switch (when) {
            case "NOW" -> true;
            case "LATER" -> false;
            default -> throw new IllegalArgumentException("\"when\" is NOW or LATER, not " + when);
        };
    }
}
