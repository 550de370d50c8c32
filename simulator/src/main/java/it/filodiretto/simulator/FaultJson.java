// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** {@link Fault} as JSON: {@code {"kind":"CUT_AFTER","times":5,"share":0.1,"seed":7,"for":"PT30S","delay":"PT3S","code":131042}}. */
final class FaultJson {

    private FaultJson() {}

    static ArrayNode write(List<Fault> faults) {
        var list = Json.array();
        for (var fault : faults) {
            var lasts = fault.lasts();
            list.addObject().put("kind", fault.kind().name()).put("times", fault.times()).put("share", fault.share())
                    .put("seed", fault.seed()).put("for", lasts == null ? null : lasts.toString())
                    .put("delay", fault.delay().toString()).put("code", fault.code()).put("phone_number_id", fault.phoneNumberId());
        }
        return list;
    }

    static Fault read(JsonNode json) {
        var fault = Fault.of(kind(Json.text(json, "kind", "")));
        var delay = Json.text(json, "delay");
        var lasts = Json.text(json, "for");
        return fault.times(json.path("times").asInt(-1))
                .share(json.path("share").asDouble(1), json.path("seed").asLong(1))
                .lasts(lasts == null ? null : RulesJson.duration(lasts))
                .delay(delay == null ? fault.delay() : RulesJson.duration(delay))
                .code(json.path("code").asInt(0))
                .number(Json.text(json, "phone_number_id"));
    }

    static FaultKind kind(String name) {
        try {
            return FaultKind.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("No fault is called \"" + name + "\": " + Arrays.toString(FaultKind.values()));
        }
    }
}
