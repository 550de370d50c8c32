// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;

/** All templates, their review and what webhooks tell about them. */
public final class Templates {

    private record Key(String businessAccountId, String name, String language) {}

    private final Map<String, Template> byId = new ConcurrentHashMap<>();
    private final Map<Key, String> idByKey = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong(1_390_000_000_000_000L);
    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Supplier<TemplateRules> rules;
    private final TemplateEvents events;
    private final TemplateHistory history;
    private volatile Runnable listener = () -> {};

    Templates(Supplier<TemplateRules> rules, TemplateEvents events, TemplateHistory history) {
        this.rules = rules;
        this.history = history;
        this.events = events;
    }

    /** Puts an approved template there without a review: {@code body} with {@code {{1}}} or {@code {{name}}} variables. */
    public String approved(String businessAccountId, String name, String language, String category, String body) {
        var components = Json.array();
        components.addObject().put("type", "BODY").put("text", body);
        var named = Template.variables(body).stream().anyMatch(it -> !it.matches("[0-9]+"));
        var template = new Template(
                nextId(), businessAccountId, name, language, category, named, components, Template.Status.APPROVED);
        put(template);
        return template.id();
    }

    /** Meta pauses, disables, archives or approves again every template of this name; webhooks tell. */
    public void status(String businessAccountId, String name, String status) {
        var wanted = Template.Status.valueOf(status);
        named(businessAccountId, name).forEach(it -> change(it.id(), that -> that.status(wanted)));
    }

    /** Meta finds that a template belongs to another category; a webhook tells. */
    public void recategorise(String businessAccountId, String name, String category) {
        for (var template : named(businessAccountId, name)) {
            var moved = new Template(
                    template.id(), businessAccountId, name, template.language(), category, template.named(),
                    template.components(), template.status());
            put(moved);
            events.categoryChanged(moved, template.category());
        }
    }

    /** {@code PENDING}, {@code APPROVED}…; null where there is no such template. */
    public @Nullable String status(String businessAccountId, String name) {
        return of(businessAccountId).stream().filter(it -> it.name().equals(name)).findFirst()
                .map(it -> it.status().name()).orElse(null);
    }

    /** In the order of their creation. */
    List<Template> of(String businessAccountId) {
        return byId.values().stream().filter(it -> it.businessAccountId().equals(businessAccountId))
                .sorted((a, b) -> a.id().compareTo(b.id())).toList();
    }

    /** In all languages. */
    List<Template> named(String businessAccountId, String name) {
        return of(businessAccountId).stream().filter(it -> it.name().equals(name)).toList();
    }

    @Nullable Template find(String id) {
        return byId.get(id);
    }

    @Nullable Template find(String businessAccountId, String name, String language) {
        var id = idByKey.get(new Key(businessAccountId, name, language));
        return id == null ? null : byId.get(id);
    }

    TemplateHistory history() {
        return history;
    }

    /** @throws GraphError while the name is locked */
    Template create(Template template) {
        history.mayCreate(template);
        put(template);
        review(template.id());
        return template;
    }

    /** @throws GraphError when it was edited too often */
    void edit(String id, ArrayNode components, String category) {
        var before = byId.get(id);
        if (before != null) {
            history.mayEdit(before);
            history.edited(before);
        }
        byId.computeIfPresent(id, (_, it) -> it.components(components, category));
        listener.run();
        review(id);
    }

    void delete(Collection<Template> templates) {
        history.deleted(templates);
        for (var template : templates) {
            byId.remove(template.id());
            idByKey.remove(new Key(template.businessAccountId(), template.name(), template.language()), template.id());
        }
        listener.run();
    }

    String nextId() {
        return Long.toString(lastId.incrementAndGet());
    }

    Collection<Template> all() {
        return byId.values();
    }

    /** Called after any change; must be quick. */
    void onChange(Runnable whatToDo) {
        listener = whatToDo;
    }

    private void put(Template template) {
        byId.put(template.id(), template);
        idByKey.put(new Key(template.businessAccountId(), template.name(), template.language()), template.id());
        listener.run();
    }

    /** Puts back what an earlier run knew. */
    void restore(Template template) {
        put(template);
        lastId.accumulateAndGet(Long.parseLong(template.id()), Math::max);
        if (template.status() == Template.Status.PENDING) {
            review(template.id());
        }
    }

    private void review(String id) {
        threads.execute(() -> {
            var current = rules.get();
            pause(current.reviewAfter());
            change(id, it -> it.status() != Template.Status.PENDING ? it
                    : it.status(current.approve() ? Template.Status.APPROVED : Template.Status.REJECTED));
        });
    }

    private void change(String id, UnaryOperator<Template> to) {
        var before = byId.get(id);
        var after = byId.computeIfPresent(id, (_, it) -> to.apply(it));
        if (before != null && after != null && before.status() != after.status()) {
            listener.run();
            events.statusChanged(after, before.status());
        }
    }

    private static void pause(Duration howLong) {
        try {
            Thread.sleep(howLong);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
