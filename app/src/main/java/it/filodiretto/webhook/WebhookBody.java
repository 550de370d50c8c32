// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webhook;

import it.filodiretto.intake.BadElement;
import it.filodiretto.intake.WebhookElement;
import it.filodiretto.meta.Fields;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Takes a body apart: several entries, several changes in each, several messages and statuses in each of those.
 *
 * <pre>{@code {"object":"whatsapp_business_account","entry":[{"id":"<account>","changes":[{"field":"messages","value":{
 *   "metadata":{"phone_number_id":"…"},"contacts":[…],"messages":[…],"statuses":[…]}}]}]}}</pre>
 */
final class WebhookBody {

    static final String MESSAGES = "messages";

    private WebhookBody() {}

    /** @param body well-formed JSON, whatever its shape */
    static List<WebhookElement> elements(WebhookCall call, byte[] body) {
        var root = Fields.MAPPER.readTree(body);
        var found = new ArrayList<WebhookElement>();
        var entries = Fields.list(root, "entry");
        for (int i = 0; i < entries.size(); i++) {
            var account = Fields.text(entries.get(i), "id");
            var changes = Fields.list(entries.get(i), "changes");
            for (int j = 0; j < changes.size(); j++) {
                var change = changes.get(j);
                add(found, new WebhookElement(call.id(), call.receivedAt(), call.speaksFor(), i + "." + j, account,
                    Fields.textOr(change, "field", ""), change.path("value"), null, change));
            }
        }
        if (found.isEmpty()) {
            found.add(new WebhookElement(call.id(), call.receivedAt(), call.speaksFor(), "", null, "", root, null, root));
        }
        return found;
    }

    private static void add(List<WebhookElement> found, WebhookElement change) {
        var before = found.size();
        if (change.field().equals(MESSAGES)) {
            WebhookElement.PARTS.forEach(it -> addEach(found, change, it));
        }
        if (found.size() == before || oddPart(change) != null) {
            found.add(change);
        }
    }

    /** @throws BadElement if messages or statuses stand in it as something else than lists: nobody can tell what was in them */
    static void requireLists(WebhookElement change) {
        var odd = oddPart(change);
        if (odd != null) {
            throw new BadElement("A change of field messages whose " + odd);
        }
    }

    /** What is not as it must be; null: nothing. */
    private static @Nullable String oddPart(WebhookElement change) {
        return !change.field().equals(MESSAGES) ? null : !change.value().isObject() ? "value is no object"
            : WebhookElement.PARTS.stream().filter(it -> change.value().hasNonNull(it) && !change.value().path(it).isArray()).findFirst().map(it -> it + " are no list").orElse(null);
    }

    private static void addEach(List<WebhookElement> found, WebhookElement change, String kind) {
        int index = 0;
        for (JsonNode node : Fields.list(change.value(), kind)) {
            found.add(new WebhookElement(change.call(), change.receivedAt(), change.speaksFor(), change.place() + "." + kind + "." + index++,
                change.account(), change.field(), change.value(), kind, node));
        }
    }
}
