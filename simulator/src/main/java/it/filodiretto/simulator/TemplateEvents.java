// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Tells the application what became of a template. Such webhooks name the business account and carry no metadata. */
final class TemplateEvents {

    private final Accounts accounts;
    private final Courier courier;
    private final Clock clock;

    TemplateEvents(Accounts accounts, Courier courier, Clock clock) {
        this.accounts = accounts;
        this.courier = courier;
        this.clock = clock;
    }

    void statusChanged(Template template, Template.Status before) {
        var value = Json.object()
                .put("event", before == Template.Status.ARCHIVED ? "UNARCHIVED" : template.status().name())
                .put("message_template_id", Long.parseLong(template.id()))
                .put("message_template_name", template.name())
                .put("message_template_language", template.webhookLanguage())
                .put("message_template_category", template.category());
        switch (template.status()) {
            case REJECTED -> value.put("reason", "INVALID_FORMAT");
            case APPROVED, PAUSED, DISABLED, PENDING, ARCHIVED -> value.put("reason", "NONE");
        }
        var title = switch (template.status()) {
            case PAUSED -> "FIRST_PAUSE";
            case DISABLED -> "DISABLED";
            case APPROVED -> before == Template.Status.PAUSED ? "UNPAUSE" : null;
            case PENDING, REJECTED, ARCHIVED -> null;
        };
        other(value, title);
        post(template, "message_template_status_update", value);
    }

    void categoryChanged(Template template, String before) {
        post(template, "template_category_update", Json.object()
                .put("message_template_id", Long.parseLong(template.id()))
                .put("message_template_name", template.name())
                .put("message_template_language", template.webhookLanguage())
                .put("previous_category", before)
                .put("new_category", template.category()));
    }

    private static void other(ObjectNode value, @Nullable String title) {
        if (title != null) {
            value.putObject("other_info").put("title", title).put("description", "The simulator was told so.");
        }
    }

    private void post(Template template, String field, ObjectNode value) {
        var business = accounts.business(template.businessAccountId());
        if (business == null || business.accounts().isEmpty() || business.left()) {
            return;
        }
        courier.post(Overrides.targets(business.accounts().getFirst()), Envelope.ofBusiness(business.id(), clock.instant(), field, value));
    }
}
