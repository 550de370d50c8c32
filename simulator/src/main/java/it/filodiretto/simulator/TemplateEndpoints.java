// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** {@code /{business-account-id}/message_templates} and {@code /{template-id}}. */
final class TemplateEndpoints {

    private static final Set<String> USUAL = Set.of("name", "parameter_format", "components", "language", "status", "category");

    private final Templates templates;

    TemplateEndpoints(Templates templates) {
        this.templates = templates;
    }

    boolean knows(String id) {
        return templates.find(id) != null;
    }

    GraphAnswer ofBusiness(Business business, GraphCall call) {
        return switch (call.method()) {
            case "GET" -> list(business, call);
            case "POST" -> create(business, call.json());
            case "DELETE" -> delete(business, call);
            default -> throw Graph.unknown(call);
        };
    }

    GraphAnswer ofTemplate(String id, GraphCall call) {
        var template = templates.find(id);
        if (template == null) {
            throw Graph.unknown(call);
        }
        return switch (call.method()) {
            case "GET" -> GraphAnswer.ok(Fields.only(template.view(), call.query().get("fields"), USUAL));
            case "POST" -> edit(template, call.json());
            default -> throw Graph.unknown(call);
        };
    }

    private GraphAnswer create(Business business, JsonNode asked) {
        var template = TemplateDefinition.read(templates.nextId(), business.id(), asked);
        if (templates.find(business.id(), template.name(), template.language()) != null) {
            throw GraphError.ofTemplate(2388024, "Content in this language already exists: there is already "
                    + template.language() + " content for this template. You can create a new template and try again.");
        }
        templates.create(template);
        return GraphAnswer.ok(Json.object().put("id", template.id()).put("status", "PENDING").put("category", template.category()));
    }

    private GraphAnswer edit(Template template, JsonNode asked) {
        var category = Json.text(asked, "category", template.category());
        if (template.status() == Template.Status.APPROVED && !category.equals(template.category())) {
            throw GraphError.ofTemplate(2388040, "The category of an approved template cannot be edited");
        }
        if (template.status() == Template.Status.PENDING) {
            throw GraphError.ofTemplate(2388021, "A template in review cannot be edited");
        }
        var components = asked.path("components") instanceof ArrayNode given ? given : template.components();
        TemplateDefinition.check(components, template.named());
        templates.edit(template.id(), components, category);
        return GraphAnswer.ok(Json.object().put("success", true));
    }

    private GraphAnswer delete(Business business, GraphCall call) {
        var name = call.query().get("name");
        var id = call.query().get("hsm_id");
        var found = templates.of(business.id()).stream()
                .filter(it -> it.name().equals(name) && (id == null || it.id().equals(id))
                        || name == null && call.query().getOrDefault("hsm_ids", "").contains(it.id()))
                .toList();
        if (found.isEmpty()) {
            throw GraphError.ofTemplate(2593002, "Message template not found");
        }
        templates.delete(found);
        return GraphAnswer.success();
    }

    /** Cursors are the ids of the templates around a page. */
    private GraphAnswer list(Business business, GraphCall call) {
        var query = call.query();
        var matching = templates.of(business.id()).stream()
                .filter(it -> matches(query.get("status"), it.status().name()) && matches(query.get("name"), it.name())
                        && matches(query.get("language"), it.language()) && matches(query.get("category"), it.category()))
                .toList();
        var limit = Math.clamp(number(query.get("limit")), 1, 250);
        var after = query.get("after");
        var start = 0;
        while (after != null && start < matching.size() && matching.get(start).id().compareTo(after) <= 0) {
            start++;
        }
        var page = new ArrayList<>(matching.subList(start, Math.min(matching.size(), start + limit)));
        var body = Json.object();
        var data = body.putArray("data");
        page.forEach(it -> data.add((JsonNode) Fields.only(it.view(), query.get("fields"), USUAL)));
        if (!page.isEmpty()) {
            paging(body.putObject("paging"), page, start + page.size() < matching.size(), call);
        }
        return GraphAnswer.ok(body);
    }

    private static void paging(tools.jackson.databind.node.ObjectNode paging, List<Template> page, boolean more, GraphCall call) {
        paging.putObject("cursors").put("before", page.getFirst().id()).put("after", page.getLast().id());
        if (more) {
            paging.put("next", "https://graph.facebook.com/" + String.join("/", call.path()) + "?after=" + page.getLast().id());
        }
    }

    private static boolean matches(@org.jspecify.annotations.Nullable String wanted, String value) {
        return wanted == null || Arrays.asList(wanted.replaceAll("[\\[\\]\"]", "").split(",")).contains(value);
    }

    private static int number(@org.jspecify.annotations.Nullable String text) {
        return text != null && text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 25;
    }
}
