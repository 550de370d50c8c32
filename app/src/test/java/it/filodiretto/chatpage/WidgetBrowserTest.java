// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.chatpage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import it.filodiretto.BrowserTest;
import it.filodiretto.Town;
import it.filodiretto.Visitor;
import it.filodiretto.simulator.Simulator;
import it.filodiretto.simulator.SimulatorSettings;
import it.filodiretto.webchat.ChatStage;
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
            assertThat(page.getByText("Allega un file").isVisible()).isTrue();
            page.locator("input[type=file]").setInputFiles(new com.microsoft.playwright.options.FilePayload("Lampione.jpg", "image/jpeg", it.filodiretto.media.Samples.photo(800, 600)));
            page.locator(".me a").waitFor();   // this site forbids pictures of other origins: the name alone is shown
            var photo = page.waitForDownload(() -> page.getByText("Lampione.jpg").click());
            assertThat(photo.suggestedFilename()).isEqualTo("Lampione.jpg");
            assertThat(new String(photo.createReadStream().readAllBytes(), java.nio.charset.StandardCharsets.ISO_8859_1)).doesNotContain(it.filodiretto.media.Samples.PLACE);
            assertThat(anna.get(form).body()).contains("/miniatura");
            page.reload();
            button.waitFor();
            button.click();
            page.getByText("Serve l’Isee del 2026.").waitFor();
            assertThat(page.getByText("Buongiorno, per la mensa?").count()).isEqualTo(1);
            page.setViewportSize(320, 640);
            assertThat((Boolean) page.evaluate("document.scrollingElement.scrollWidth <= 320")).isTrue();
            isAccessible();
            assertThat((Boolean) page.getByLabel("Il tuo messaggio").evaluate("it => it.getBoundingClientRect().top - it.previousElementSibling.getBoundingClientRect().bottom >= 5"))
                .as("the ring around what is written in lies beside its label, not on it").isTrue();
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
            assertThat((String) page.evaluate("document.activeElement.shadowRoot.activeElement.className")).isEqualTo("b");
            assertThat(page.context().cookies()).as("none on any site").isEmpty();
        }
    }

    @Test
    @DisplayName("CA-03, CA-04: at the closing minute the button changes by itself, and takes a message instead")
    void theButtonClosesByItselfAndTakesAMessage() throws java.io.IOException {
        stage.at(town, LocalTime.of(12, 59));
        stage.operator(town, where);
        try (var site = Simulator.start(SimulatorSettings.forTests().webhook(URI.create(address("/webhooks/whatsapp"))))) {
            page.clock().install();
            page.navigate(site.url() + "/siti/" + town.slug());
            page.getByText("Aperta fino alle 13:00").waitFor();
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("Linea diretta con l’Urp"))).click();
            page.getByLabel("Il tuo messaggio").fill("Per la mensa");
            town.timePasses(java.time.Duration.ofMinutes(2));
            page.clock().fastForward(61_000);
            page.locator(".hd").getByText("Chiusa, riapre alle 15:00").waitFor();
            assertThat(page.locator("#messaggio").inputValue()).as("what was being typed at the closing minute").isEqualTo("Per la mensa");
            assertThat(page.evaluate("[...document.querySelectorAll('*')].some(it => it.shadowRoot?.activeElement?.id === 'messaggio')")).as("the focus goes along").isEqualTo(true);
            page.getByText(Pattern.compile("Lascia un messaggio: ti ricontattiamo entro .*Basta un recapito")).waitFor();
            assertThat(page.locator(".ck").innerText()).isEqualTo("Ho letto l’informativa privacy");
            page.getByText("Invia il messaggio").click();
            page.getByText("Scrivi il tuo nome.").waitFor();
            assertThat(page.evaluate("[...document.querySelectorAll('*')].some(it => it.shadowRoot?.activeElement?.className === 'go')")).as("who uses the keyboard stays where she was").isEqualTo(true);
            isAccessible();
            page.locator("#nome").fill("Rosa Pascoli");
            page.locator("#telefono").fill("347 1234567");
            page.locator("#messaggio").fill("Mi chiamate per la mensa?");
            page.locator("input[type=checkbox]").check();
            page.getByText("Invia il messaggio").click();
            page.getByText(Pattern.compile("Ricevuto: ti ricontattiamo entro .*Codice CA-")).waitFor();
            assertThat(page.getByText("Vedi a che punto è").getAttribute("href")).contains("/richiamata/CA-");
            isAccessible();
            shoot("widget-left");
        }
    }

    @Test
    @DisplayName("CA-02: who waits behind others is told so, and what is written while the network is gone leaves, once, when it is back")
    void whoWaitsKnowsHerPlaceAndWhatIsWrittenWithoutANetworkLeavesWhenItIsBack() {
        stage.at(town, LocalTime.of(10, 0));
        var anna = stage.operator(town, where);
        stage.say(town, Visitor.of(where), "Io ero prima.");
        try (var site = Simulator.start(SimulatorSettings.forTests().webhook(URI.create(address("/webhooks/whatsapp"))))) {
            page.navigate(site.url() + "/siti/" + town.slug());
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("Linea diretta con l’Urp"))).click();
            page.getByLabel("Il tuo messaggio").fill("Buongiorno, per la mensa?");
            page.keyboard().press("Enter");
            page.getByText("Prima di te c’è una persona").waitFor();
            isAccessible();
            shoot("widget-queue");
            page.context().setOffline(true);
            page.getByLabel("Il tuo messaggio").fill("E per lo scuolabus?");
            page.keyboard().press("Enter");
            page.getByText("La rete non c’è: quello che scrivi parte appena torna.").waitFor();
            assertThat(page.getByText("E per lo scuolabus?").count()).isEqualTo(1);
            isAccessible();
            shoot("widget-offline");
            page.context().setOffline(false);
            page.getByText("Prima di te c’è una persona").waitFor();
            var console = "/console/" + town.slug() + "/messaggi";
            var talks = Pattern.compile("/messaggi/([0-9a-f-]{36})").matcher(anna.get(console).body()).results().map(it -> it.group(1)).distinct().toList();
            await().untilAsserted(() -> assertThat(talks.stream().map(it -> anna.get(console + "/" + it).body()).filter(it -> it.contains("per la mensa")))
                .singleElement().asString().containsOnlyOnce("<p class=\"wraps\" dir=\"auto\">E per lo scuolabus?"));
            assertThat(page.getByText("E per lo scuolabus?").count()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("CA-02: what is written while the network is gone leaves from the next page, once, though nobody opens the chat there")
    void whatIsWrittenWithoutANetworkLeavesFromTheNextPage() {
        stage.at(town, LocalTime.of(10, 0));
        var anna = stage.operator(town, where);
        try (var site = Simulator.start(SimulatorSettings.forTests().webhook(URI.create(address("/webhooks/whatsapp"))))) {
            writesOfflineAndLeaves(site.url());
            page.navigate(site.url() + "/siti/" + town.slug());
            var console = "/console/" + town.slug() + "/messaggi";
            var talks = Pattern.compile("/messaggi/([0-9a-f-]{36})");
            await().until(() -> talks.matcher(anna.get(console).body()).find());
            await().until(() -> (Boolean) page.evaluate("Object.values(localStorage).every(it => JSON.parse(it).queue.length === 0)"));
            assertThat(page.locator(".p").isVisible()).as("it does not open by itself").isFalse();
            assertThat((Boolean) page.evaluate("document.activeElement === document.body")).as("the focus stays").isTrue();
            page.reload();
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("Linea diretta con l’Urp"))).click();
            page.getByText("Sei il prossimo").waitFor();
            assertThat(page.getByText("Buongiorno, per la mensa?").count()).isEqualTo(1);
            assertThat(talks.matcher(anna.get(console).body()).results().map(it -> it.group(1)).distinct()).singleElement()
                .satisfies(it -> assertThat(anna.get(console + "/" + it).body()).containsOnlyOnce("<p class=\"wraps\" dir=\"auto\">Buongiorno, per la mensa?"));
        }
    }

    private void writesOfflineAndLeaves(URI site) {
        page.navigate(site + "/siti/" + town.slug());
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("Linea diretta con l’Urp"))).click();
        page.context().setOffline(true);
        page.getByLabel("Il tuo messaggio").fill("Buongiorno, per la mensa?");
        page.keyboard().press("Enter");
        page.getByText("La rete non c’è: quello che scrivi parte appena torna.").waitFor();
        page.navigate("about:blank");
        page.context().setOffline(false);
    }
}
