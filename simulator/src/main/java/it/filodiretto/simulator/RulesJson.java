// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@link Rules} as JSON, in snake case, durations as ISO 8601; a part of them changes that part alone. */
final class RulesJson {

    private static final JsonMapper MAPPER = Json.PLAIN.rebuild().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

    private RulesJson() {}

    static ObjectNode write(Rules rules) {
        return MAPPER.valueToTree(rules);
    }

    static Rules merge(Rules rules, ObjectNode part) {
        var whole = write(rules);
        part.properties().forEach(group -> {
            if (!(whole.get(group.getKey()) instanceof ObjectNode known) || !(group.getValue() instanceof ObjectNode changed)) {
                throw new IllegalArgumentException("There are no rules \"" + group.getKey() + "\": statuses, limits, webhooks, templates, media, calls");
            }
            changed.properties().forEach(it -> {
                if (!known.has(it.getKey())) {
                    throw new IllegalArgumentException("There is no rule \"" + it.getKey() + "\": " + String.join(", ", known.propertyNames()));
                }
                known.set(it.getKey(), it.getValue());
            });
        });
        try {
            return MAPPER.treeToValue(whole, Rules.class);
        } catch (JacksonException wrong) {
            throw new IllegalArgumentException(wrong.getOriginalMessage());
        }
    }

    static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException _) {
            throw new IllegalArgumentException("Not an ISO 8601 duration such as PT30S: " + text);
        }
    }
}
