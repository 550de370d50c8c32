// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapptemplate;

import it.filodiretto.meta.MetaTrouble;
import it.filodiretto.municipality.Municipality;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes, changes, archives and deletes a town's templates at Meta. Each answers null, or why not in Italian. */
@Component
class TemplateDesk {

    private final MetaTemplates meta;
    private final TemplateTable templates;
    private final TemplateSetUp setUp;

    TemplateDesk(MetaTemplates meta, TemplateTable templates, TemplateSetUp setUp) {
        this.meta = meta;
        this.templates = templates;
        this.setUp = setUp;
    }

    List<StoredTemplate> all(Municipality town) {
        return templates.all(town.requireWhatsapp().businessAccountId());
    }

    Optional<StoredTemplate> find(Municipality town, String name) {
        return all(town).stream().filter(it -> it.name().equals(name)).findFirst();
    }

    @Nullable String create(Municipality town, TemplateDraft draft) {
        return create(town, draft, null);
    }

    /** @param sample for its header; null: it wants none */
    @Nullable String create(Municipality town, TemplateDraft draft, @Nullable TemplateSample sample) {
        return quietly(town, () -> meta.createTemplate(town.requireWhatsapp(), draft, handle(town, sample)));
    }

    private @Nullable String handle(Municipality town, @Nullable TemplateSample sample) {
        return sample == null ? null : meta.upload(town.requireWhatsapp(), sample.type(), sample.bytes());
    }

    /** All of it is replaced, and Meta looks at it again. The category of an accepted one stays, and so does what is above and below a draft of a text alone. */
    @Nullable String edit(Municipality town, StoredTemplate template, TemplateDraft draft) {
        var whole = draft.extras().equals(TemplateExtras.NONE) ? draft.with(TemplateExtras.of(template.definition())) : draft;
        return edit(town, template, whole, whole.extras().format().equals("IMAGE") ? TemplateSample.PICTURE : null);
    }

    @Nullable String edit(Municipality town, StoredTemplate template, TemplateDraft draft, @Nullable TemplateSample sample) {
        var id = template.id();
        if (template.definition() instanceof TemplateDefinition definition && definition.isOfShops()) {
            return "Questo modello ha buoni, moduli o schede da negozio, che qui andrebbero persi: modificalo in WhatsApp Manager.";
        }
        if (id == null) {
            return "Meta non ci ha ancora detto il codice di questo modello. Riprova tra un minuto.";
        }
        return quietly(town, () -> meta.editTemplate(town.requireWhatsapp(), id, draft, template.status().isUsable(), handle(town, sample)));
    }

    @Nullable String delete(Municipality town, StoredTemplate template) {
        if (template.isStandard()) {
            return "Questo modello serve agli avvisi: non si può cancellare.";
        }
        return quietly(town, () -> meta.deleteTemplate(town.requireWhatsapp(), template.name()));
    }

    void archive(Municipality town, StoredTemplate template, boolean yes) {
        templates.archive(town.requireWhatsapp().businessAccountId(), template.name(), template.language(), yes);
    }

    private @Nullable String quietly(Municipality town, Runnable work) {
        try {
            work.run();
            setUp.read(town);
            return null;
        } catch (MetaTrouble e) {
            return e.words();
        }
    }
}
