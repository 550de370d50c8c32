// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapptemplate;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.BrowserTest;
import it.filodiretto.Town;
import it.filodiretto.operator.Role;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class TemplatesBrowserTest extends BrowserTest {

    @Autowired Town town;
    @Autowired TemplateTable templates;

    @Test
    void templatesAreReadAndWrittenByAnybodyOnAnyScreen() {
        var body = new TemplateDefinition(true, null, null, "Domani {{giorno}} si raccoglie {{rifiuto}}.", "Comune", List.of());
        templates.store(town.municipality().requireWhatsapp().businessAccountId(), town.id(),
            new StoredTemplate("it", "4711", new TemplateStatus("rifiuti_domani", "UTILITY", "APPROVED", null), "GREEN", body, false), templates.now());
        enter(town.municipality(), Role.ADMIN);
        open("/console/" + town.slug() + "/impostazioni/whatsapp/modelli");
        assertThat(page.textContent("main")).contains("rifiuti_domani", "Accettato");
        isFitForAll("templates");
        open("/console/" + town.slug() + "/impostazioni/whatsapp/modelli/rifiuti_domani");
        isFitForAll("template");
    }
}
