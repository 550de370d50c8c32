// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Meta's trial of a new template: the first messages leave, the others are accepted as {@code held_for_quality_assessment}
 * and wait for what people make of the first. Then all leave, or all fail with 132015 and the template is paused.
 */
public final class Pacing {

    /** A message that waits. */
    record Held(Ledger.Row row, Price price, int failure) {}

    private static final int PAUSED = 132015;

    private final Map<String, Queue<Held>> held = new ConcurrentHashMap<>();
    private final Templates templates;
    private final Statuses statuses;

    Pacing(Templates templates, Statuses statuses) {
        this.templates = templates;
        this.statuses = statuses;
    }

    /** From now on messages of the templates of this name are held. */
    public void hold(String businessAccountId, String name) {
        templates.named(businessAccountId, name).forEach(it -> held.computeIfAbsent(it.id(), _ -> new ConcurrentLinkedQueue<>()));
    }

    /** They were liked: what was held leaves. */
    public void release(String businessAccountId, String name) {
        end(businessAccountId, name, 0);
    }

    /** They were not: what was held fails, and the template is paused. */
    public void drop(String businessAccountId, String name) {
        end(businessAccountId, name, PAUSED);
        templates.status(businessAccountId, name, "PAUSED");
    }

    /** How many messages of this name wait. */
    public int held(String businessAccountId, String name) {
        return templates.named(businessAccountId, name).stream().mapToInt(it -> held.getOrDefault(it.id(), new ConcurrentLinkedQueue<>()).size()).sum();
    }

    /** @return false if the template is not on trial, or is no longer */
    boolean takes(Template template, Held message) {
        if (held.isEmpty()) {
            return false;
        }
        return held.computeIfPresent(template.id(), (_, waiting) -> {
            waiting.add(message);
            return waiting;
        }) != null;
    }

    private void end(String businessAccountId, String name, int failure) {
        for (var template : templates.named(businessAccountId, name)) {
            var waiting = held.remove(template.id());
            if (waiting != null) {
                waiting.forEach(it -> statuses.accepted(it.row, it.price, failure == 0 ? it.failure : failure));
            }
        }
    }
}
