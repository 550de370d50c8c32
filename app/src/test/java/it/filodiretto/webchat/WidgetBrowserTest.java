// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webchat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import it.filodiretto.BrowserTest;
import it.filodiretto.Town;
import it.filodiretto.simulator.Simulator;
import it.filodiretto.simulator.SimulatorSettings;
import java.net.URI;
import java.time.LocalTime;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The button on a page of another origin, in a real browser. */
@NullMarked
class WidgetBrowserTest extends BrowserTest {

    @LocalServerPort int where;
    @Autowired Town town;
    @Autowired ChatStage stage;

    @Test
    @DisplayName("CA-01, PI-10: a red button at the top of another site's page opens the chat, by keyboard, and survives a reload")
    void theButtonOnAnotherSite() throws java.io.IOException {
        stage.at(town, LocalTime.of(10, 0));
        var anna = stage.operator(town, where);
        try (var site = Simulator.start(SimulatorSettings.forTests().webhook(URI.create(address("/webhooks/whatsapp"))))) {
            page.navigate(site.url() + "/siti/" + town.slug());
            var button = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("Linea diretta con l’Urp")));
            button.waitFor();
            assertThat((String) button.evaluate("it => getComputedStyle(it).backgroundColor")).isEqualTo("rgb(192, 47, 72)");
            isAccessible();
            page.keyboard().press("Tab");
            page.keyboard().press("Enter");
            page.getByLabel("Il tuo messaggio").fill("Buongiorno, per la mensa?");
            assertThat(page.context().cookies()).isEmpty();
            page.keyboard().press("Enter");
            page.getByText("Sei il prossimo").waitFor();
            isAccessible();
            shoot("widget-open");
            var console = "/console/" + town.slug() + "/messaggi";
            var talk = Pattern.compile("/messaggi/([0-9a-f-]{36})").matcher(anna.get(console).body());
            assertThat(talk.find()).isTrue();
            var form = console + "/" + talk.group(1);
            anna.post(form + "/risposte", form, Map.of("testo", "Serve l’Isee del 2026."));
            page.getByText("Serve l’Isee del 2026.").waitFor();
            page.reload();
            button.waitFor();
            button.click();
            page.getByText("Serve l’Isee del 2026.").waitFor();
            assertThat(page.getByText("Buongiorno, per la mensa?").count()).isEqualTo(1);
            page.setViewportSize(320, 640);
            assertThat((Boolean) page.evaluate("document.scrollingElement.scrollWidth <= 320")).isTrue();
            isAccessible();
            shoot("widget-320");
            page.getByText("Termina", new Page.GetByTextOptions().setExact(true)).click();
            page.getByText("Sì, termina la conversazione").click();
            page.getByText("La conversazione è conclusa.").waitFor();
            isAccessible();
            shoot("widget-ended");
            var text = page.waitForDownload(() -> page.getByText("Scarica la trascrizione").click());
            assertThat(text.suggestedFilename()).matches("CA-[A-Z2-9]{4}-[A-Z2-9]{2}\\.txt");
            assertThat(new String(text.createReadStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)).contains("Serve l’Isee del 2026.");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("5 su 5")).click();
            page.getByText("Invia il voto").click();
            page.getByText("Grazie, il tuo voto è arrivato.").waitFor();
            page.getByText("Inizia una nuova conversazione").click();
            page.getByLabel("Il tuo messaggio").waitFor();
            assertThat(page.getByText("Serve l’Isee del 2026.").count()).isZero();
            page.keyboard().press("Escape");
            assertThat((String) page.evaluate("document.activeElement.shadowRoot.activeElement.className")).contains("b ");
            assertThat(page.context().cookies()).as("none on any site").isEmpty();
        }
    }
}
