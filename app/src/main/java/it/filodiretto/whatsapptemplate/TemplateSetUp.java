// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapptemplate;

import it.filodiretto.meta.MetaTrouble;
import it.filodiretto.meta.NumberCheck;
import it.filodiretto.meta.NumberSteps;
import it.filodiretto.municipality.Municipality;
import it.filodiretto.municipality.WhatsAppAccount;
import java.util.Arrays;
import org.springframework.stereotype.Component;

/** Knows the templates as Meta has them, and asks for those that are missing. */
@Component
public class TemplateSetUp {

    private final MetaTemplates meta;
    private final TemplateTable templates;
    private final NumberSteps steps;
    private final TemplateAlarms alarms;

    public TemplateSetUp(MetaTemplates meta, TemplateTable templates, NumberSteps steps, TemplateAlarms alarms) {
        this.meta = meta;
        this.templates = templates;
        this.steps = steps;
        this.alarms = alarms;
    }

    /** Asks for approval of what a town needs and Meta does not have. */
    public void run(Municipality town) {
        var account = town.requireWhatsapp();
        steps.take(account, NumberCheck.TEMPLATES, () -> {
            reconcile(town, account);
            createMissing(town, account);
        });
    }

    /** Asks Meta which there are, and how they stand. */
    public void read(Municipality town) {
        var account = town.requireWhatsapp();
        steps.take(account, NumberCheck.TEMPLATES, () -> reconcile(town, account));
    }

    /** Whether Meta may answer otherwise soon. */
    public boolean isPending(WhatsAppAccount account) {
        return templates.of(account.businessAccountId()).values().stream().anyMatch(it -> it.isWaiting() || it.status().equals(TemplateStatus.MISSING));
    }

    private void reconcile(Municipality town, WhatsAppAccount account) {
        var asked = templates.now();
        var there = meta.templates(account);
        var id = account.businessAccountId();
        there.forEach(it -> templates.store(id, town.id(), it, asked));
        templates.forgetOthers(id, there.stream().map(it -> it.name() + " " + it.language()).toList(), asked);
        for (var template : StandardTemplate.values()) {
            if (there.stream().noneMatch(it -> it.isStandard() && it.name().equals(template.templateName()))) {
                templates.put(id, town.id(), TemplateStatus.missing(template), asked);
            }
        }
        alarms.look(town);
    }

    private void createMissing(Municipality town, WhatsAppAccount account) {
        var known = templates.of(account.businessAccountId());
        var missing = Arrays.stream(StandardTemplate.values())
            .filter(it -> !known.containsKey(it.templateName()) || known.get(it.templateName()).status().equals(TemplateStatus.MISSING)).toList();
        MetaTrouble first = null;
        String sample = null;
        for (var template : missing) {
            var asked = templates.now();
            try {
                sample = sample == null && template.hasPicture() ? meta.upload(account, SamplePicture.TYPE, SamplePicture.bytes()) : sample;
                templates.put(account.businessAccountId(), town.id(), meta.create(account, town, template, template.hasPicture() ? sample : null), asked);
            } catch (MetaTrouble e) {
                first = first != null || e.isNameInUse() ? first : e;
            }
        }
        if (account.registrationRequired() && templates.find(account.businessAccountId(), WhatsAppCodeTemplates.NAME, StandardTemplate.LANGUAGE).isEmpty()) {
            var asked = templates.now();
            try {
                templates.put(account.businessAccountId(), town.id(), meta.createCode(account), asked);
            } catch (MetaTrouble e) {
                first = first != null || e.isNameInUse() ? first : e;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
