// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapptemplate;

import it.filodiretto.alarm.Alarms;
import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.Municipality;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Tells when a template that notices need cannot be used any more, or costs more than it did. */
@Component
public class TemplateAlarms {

    private static final Set<String> BAD = Set.of("REJECTED", "PAUSED", "DISABLED", "LIMIT_EXCEEDED", "ARCHIVED", "DELETED");
    private static final String PAGE = "impostazioni/whatsapp/modelli";

    private final TemplateTable templates;
    private final Alarms alarms;

    TemplateAlarms(TemplateTable templates, Alarms alarms) {
        this.templates = templates;
        this.alarms = alarms;
    }

    public void look(Municipality town) {
        var account = town.requireWhatsapp().businessAccountId();
        var known = templates.of(account);
        CurrentMunicipality.inTown(town.id(), () -> {
            for (var template : StandardTemplate.values()) {
                var status = known.getOrDefault(template.templateName(), TemplateStatus.missing(template));
                say("template " + template.templateName(), BAD.contains(status.status()),
                    (template.hasPicture() ? "Gli avvisi partono senza la loro foto: non si può usare " : "Gli avvisi non partono con ") + template.words() + ". " + status.words());
                say("template-category " + template.templateName(), !status.category().equals(template.category().name()) && status.isUsable(),
                    "Meta ha cambiato categoria a «" + template.templateName() + "»: ora costa di più, e chi non vuole novità non lo riceve. Entro 60 giorni si può chiedere una revisione in Meta Business.");
            }
        });
    }

    private void say(String cause, boolean bad, String words) {
        if (bad) {
            alarms.raise(cause, words, PAGE);
        } else {
            alarms.clear(cause);
        }
    }
}
