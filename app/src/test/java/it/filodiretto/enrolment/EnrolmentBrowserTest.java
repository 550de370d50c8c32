// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.enrolment;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.FilePayload;
import it.filodiretto.BrowserTest;
import it.filodiretto.Town;
import it.filodiretto.operator.Role;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A list is brought in by hand, in a browser; then the growth is looked at. */
@NullMarked
class EnrolmentBrowserTest extends BrowserTest {

    @Autowired Town town;

    @Test
    void aListIsHandedOverCheckedAndBroughtIn() {
        enter(town.municipality(), Role.ADMIN);
        open("/console/" + town.slug() + "/iscritti/importazioni");
        isFitForAll("enrolment-form");
        var list = "Nome;Cellulare\nAnna;%s\nBruno;0587 123456\nCarla;%s\n".formatted(town.newPhone().e164(), town.newPhone().e164());
        page.getByLabel("Elenco").setInputFiles(new FilePayload("iscritti.csv", "text/csv", list.getBytes(StandardCharsets.UTF_8)));
        page.getByLabel("Da dove viene").fill("Moduli firmati allo sportello");
        page.getByLabel("Giorno del consenso").fill("2026-03-03");
        page.getByText("Controlla l’elenco").click();
        assertThat(page.locator("h1")).hasText("Che cosa succederebbe");
        isFitForAll("enrolment-preview");
        page.getByText("Iscrivi queste 2 persone").click();
        assertThat(page.locator("h1")).hasText("Che cosa è successo");
        assertThat(page.getByText("2 persone iscritte.")).isVisible();
        isFitForAll("enrolment-report");
        open("/console/" + town.slug() + "/iscritti/crescita");
        isFitForAll("growth");
    }
}
