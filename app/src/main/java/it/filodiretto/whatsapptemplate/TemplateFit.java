// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapptemplate;

import it.filodiretto.messaging.Lane;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.municipality.Municipalities;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Compares what fills a template with its stored definition, before Meta is called. What we have no definition of is let through. */
@Component
public class TemplateFit {

    private static final long LOOK_AGAIN_NANOS = 15_000_000_000L;

    private final TemplateTable templates;
    private final Municipalities municipalities;
    private final Map<Name, Known> known = new ConcurrentHashMap<>();

    TemplateFit(TemplateTable templates, Municipalities municipalities) {
        this.templates = templates;
        this.municipalities = municipalities;
    }

    private record Name(String account, String template, String language) {}

    private record Known(Optional<StoredTemplate> template, long lookedAt) {}

    /** Why it does not fit, in Italian; null: it does. */
    @Nullable public String misfit(Lane lane, MessageContent content) {
        if (!(content instanceof MessageContent.Template template)) {
            return null;
        }
        var definition = known(lane, template).map(StoredTemplate::definition);
        return definition.isEmpty() ? null : definition.get().misfit(template);
    }

    /** Codes go to a telephone number alone. */
    public boolean isAuthentication(Lane lane, MessageContent content) {
        return content instanceof MessageContent.Template template
            && known(lane, template).filter(it -> it.status().category().equals("AUTHENTICATION")).isPresent();
    }

    private Optional<StoredTemplate> known(Lane lane, MessageContent.Template template) {
        var name = new Name(lane.account(), template.name(), template.language());
        var found = known.get(name);
        if (found == null || System.nanoTime() - found.lookedAt() >= LOOK_AGAIN_NANOS) {
            found = new Known(look(lane, template), System.nanoTime());
            known.put(name, found);
        }
        return found.template();
    }

    private Optional<StoredTemplate> look(Lane lane, MessageContent.Template template) {
        return municipalities.findByPhoneNumberId(lane.account())
            .flatMap(it -> templates.find(it.requireWhatsapp().businessAccountId(), template.name(), template.language()));
    }
}
