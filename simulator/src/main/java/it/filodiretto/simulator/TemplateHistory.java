// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What Meta remembers about templates that it does not show: how often they were edited, and names that were deleted. */
final class TemplateHistory {

    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration MONTH = Duration.ofDays(30);
    private static final int EDITS = 10;

    private final Map<String, List<Instant>> edits = new ConcurrentHashMap<>();
    private final Map<String, Instant> deleted = new ConcurrentHashMap<>();
    private final Clock clock;

    TemplateHistory(Clock clock) {
        this.clock = clock;
    }

    /** An approved template is edited once in 24 hours and ten times in 30 days. @throws GraphError when that is used up */
    void mayEdit(Template template) {
        var now = clock.instant();
        var earlier = edits.getOrDefault(template.id(), List.of());
        if (template.status() != Template.Status.APPROVED) {
            return;
        }
        if (since(earlier, now.minus(DAY)) >= 1 || since(earlier, now.minus(MONTH)) >= EDITS) {
            throw GraphError.ofTemplate(2388025, "An approved message template is edited once in 24 hours and 10 times in 30 days.");
        }
    }

    void edited(Template template) {
        if (template.status() == Template.Status.APPROVED) {
            edits.computeIfAbsent(template.id(), _ -> new CopyOnWriteArrayList<>()).add(clock.instant());
        }
    }

    /** @throws GraphError while the name of a deleted template is locked */
    void mayCreate(Template template) {
        var gone = deleted.get(key(template));
        if (gone != null && clock.instant().isBefore(gone.plus(MONTH))) {
            throw GraphError.ofTemplate(2388023, "Message template language is being deleted: new " + template.language()
                    + " content for " + template.name() + " can't be added for 30 days after the deletion.");
        }
    }

    void deleted(Collection<Template> templates) {
        templates.forEach(it -> deleted.put(key(it), clock.instant()));
    }

    private static long since(List<Instant> earlier, Instant from) {
        return earlier.stream().filter(it -> it.isAfter(from)).count();
    }

    private static String key(Template it) {
        return it.businessAccountId() + "/" + it.name() + "/" + it.language();
    }

    ObjectNode write() {
        var json = Json.object();
        var names = json.putObject("deleted");
        deleted.forEach((name, at) -> names.put(name, at.toString()));
        var times = json.putObject("edits");
        edits.forEach((id, each) -> {
            var list = times.putArray(id);
            each.forEach(at -> list.add(at.toString()));
        });
        return json;
    }

    void restore(JsonNode json) {
        json.path("deleted").properties().forEach(it -> deleted.put(it.getKey(), Instant.parse(it.getValue().asString())));
        json.path("edits").properties().forEach(it -> edits.put(it.getKey(), new CopyOnWriteArrayList<>(
                it.getValue().valueStream().map(at -> Instant.parse(at.asString())).toList())));
    }
}
