// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import it.filodiretto.BrowserTest;
import it.filodiretto.Machine;
import it.filodiretto.Town;
import it.filodiretto.Wire;
import it.filodiretto.operator.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Two operators with two browsers at the same inbox. */
class TwoOperatorsBrowserTest extends BrowserTest {

    /** {@code bin/check --long} cuts for 30 seconds. */
    private static final int CUT = Integer.getInteger("cut.seconds", 2);

    @LocalServerPort int port;
    @Autowired Town town;

    @Test
    @Tag("measured")
    void whatOneDoesTheOtherSeesWithinHalfASecond() {
        var bruno = another();
        enter(town.municipality(), Role.AGENT);
        enter(bruno, address(""), town.municipality(), Role.AGENT, "Bruno Neri");
        openInbox(page, address(""));
        openInbox(bruno, address(""));
        var waits = new ArrayList<Long>();
        for (int i = 0; i < 5; i++) {
            var phone = town.newPhone();
            town.citizenWrites(phone, "Il mercato c’è anche domani?");
            var from = System.nanoTime();
            page.getByText(phone.shown()).waitFor();
            bruno.getByText(phone.shown()).waitFor();
            waits.add(Duration.ofNanos(System.nanoTime() - from).toMillis());
        }
        assertThat(median(waits)).as("milliseconds until both show a message: %s", waits).isLessThanOrEqualTo(Machine.within(Duration.ofMillis(500), Duration.ofSeconds(5)).toMillis());
        brings(page, () -> page.locator(".lrow").first().click());   // what is typed before the scripts are there tells nobody
        page.getByLabel("La tua risposta").pressSequentially("S");
        var from = System.nanoTime();
        bruno.getByText("Anna Rossi sta rispondendo").waitFor();
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Machine.within(Duration.ofSeconds(3), Duration.ofSeconds(15)));
    }

    @Test
    void aPressOnARowOpensItThoughTheListChangesBeforeTheFingerIsUp() {
        town.citizenWrites(town.newPhone(), "Il mercato c’è anche domani?");
        enter(town.municipality(), Role.AGENT);
        openInbox(page, address(""));
        var rows = page.locator(".lrow");
        page.getByText("Scegli una conversazione").hover();
        pressWhileSomebodyWrites();
        PlaywrightAssertions.assertThat(rows).hasCount(1);
        page.mouse().up();
        PlaywrightAssertions.assertThat(rows).hasCount(2);
        rows.last().hover();
        pressWhileSomebodyWrites();
        page.mouse().up();
        page.waitForURL("**/messaggi/*-*");
    }

    private void pressWhileSomebodyWrites() {
        page.mouse().down();
        page.waitForResponse(it -> it.url().contains("/elenco"), () -> town.citizenWrites(town.newPhone(), "E la biblioteca?"));
        page.evaluate("() => new Promise(shown => requestAnimationFrame(() => requestAnimationFrame(shown)))");
    }

    @Test
    void whoAnswersSecondKeepsTheTextAndIsToldWhoIsAnswering() {
        var phone = town.newPhone();
        town.citizenWrites(phone, "Il mercato c’è anche domani?");
        var bruno = another();
        enter(town.municipality(), Role.AGENT);
        enter(bruno, address(""), town.municipality(), Role.AGENT, "Bruno Neri");
        for (var each : List.of(page, bruno)) {
            openInbox(each, address(""));
            brings(each, () -> each.locator(".lrow").first().click());
        }
        page.getByLabel("La tua risposta").fill("Sì, fino alle 13.");
        bruno.locator(".lock").getByText("Anna Rossi sta rispondendo").waitFor();
        isAccessible();
        bruno.getByLabel("La tua risposta").fill("Sì, anche domani.");
        bruno.getByText("Invia su WhatsApp").click();
        bruno.getByText("Non è partita: Anna Rossi sta rispondendo").waitFor();
        assertThat(bruno.getByLabel("La tua risposta").inputValue()).isEqualTo("Sì, anche domani.");
        page.getByText("Invia su WhatsApp").click();
        page.getByText("In partenza", new Page.GetByTextOptions().setExact(true)).waitFor();
        bruno.locator(".log").getByText("Sì, fino alle 13.").waitFor();
        assertThat(town.wordsSentTo(phone)).containsExactly("Sì, fino alle 13.");
    }

    @Test
    void aCutOfTheNetworkHealsByItself() {
        town.municipality();
        try (var wire = new Wire(port)) {
            enter(page, wire.url(), town.municipality(), Role.AGENT, "Anna Rossi");
            openInbox(page, wire.url());
            wire.cut();
            page.locator(".inbox.offline").waitFor();
            var phone = town.newPhone();
            town.citizenWrites(phone, "Mi sentite?");
            page.waitForTimeout(1000.0 * CUT);
            assertThat(page.getByText(phone.shown()).count()).isZero();
            wire.mend();
            var from = System.nanoTime();
            PlaywrightAssertions.assertThat(page.getByText(phone.shown())).hasCount(1);
            page.locator(".inbox:not(.offline)").waitFor();
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Machine.within(Duration.ofSeconds(6), Duration.ofSeconds(20)));
        }
    }

    @Test
    void aSessionLostInTheMiddleOfAReplyLosesNoWord() {
        var phone = town.newPhone();
        town.citizenWrites(phone, "Il mercato c’è anche domani?");
        var email = enter(page, address(""), town.municipality(), Role.AGENT, "Anna Rossi");
        openInbox(page, address(""));
        brings(page, () -> page.locator(".lrow").first().click());
        page.getByLabel("La tua risposta").pressSequentially("Sì, fino alle 13, e poi…");
        var talk = page.url();
        // What the page fetches by itself would notice before she does.
        page.route(it -> it.contains("/elenco") || it.contains("/scambi"), it -> it.fulfill(new Route.FulfillOptions().setStatus(204)));
        page.context().clearCookies();
        page.getByText("Invia su WhatsApp").click();
        page.waitForLoadState();
        assertThat(town.sentTo(phone)).isEmpty();
        open("/console/login");
        logIn(page, email, PASSWORD);
        page.waitForURL(it -> !it.contains("login"));
        page.navigate(talk);
        assertThat(page.getByLabel("La tua risposta").inputValue()).isEqualTo("Sì, fino alle 13, e poi…");
        page.navigate(talk + "?modo=nota");
        page.getByLabel("Nota interna: il cittadino non la vede").pressSequentially("Chiedere ai vigili");
        page.context().clearCookies();
        page.getByText("Aggiungi la nota").click();
        page.waitForLoadState();
        open("/console/login");
        logIn(page, email, PASSWORD);
        page.waitForURL(it -> !it.contains("login"));
        page.navigate(talk + "?modo=nota");
        assertThat(page.getByLabel("Nota interna: il cittadino non la vede").inputValue()).as("nor one of a note").isEqualTo("Chiedere ai vigili");
        page.navigate(talk + "?modo=pagina");
        page.getByLabel("Il testo").fill("Gli orari sono qui.");
        page.getByLabel("Che cosa si legge sul pulsante").fill("Vedi gli orari");
        page.getByLabel("Indirizzo della pagina").fill("https://comune.example.it/orari");
        page.context().clearCookies();
        page.getByText("Invia su WhatsApp").click();
        open("/console/login");
        logIn(page, email, PASSWORD);
        page.waitForURL(it -> !it.contains("login"));
        page.navigate(talk + "?modo=pagina");
        assertThat(page.getByLabel("Il testo").inputValue()).as("nor one of an answer that is more than a text").isEqualTo("Gli orari sono qui.");
        assertThat(page.getByLabel("Che cosa si legge sul pulsante").inputValue()).isEqualTo("Vedi gli orari");
        page.getByText("Invia su WhatsApp").click();
        page.locator(".log").getByText("Gli orari sono qui.").waitFor();
        page.navigate(talk + "?modo=pagina");
        assertThat(page.getByLabel("Il testo").inputValue()).as("sent once").isEmpty();
        assertThat(page.getByLabel("Che cosa si legge sul pulsante").inputValue()).isEqualTo("Apri la pagina");
        page.navigate(talk + "?modo=nota");
        page.getByText("Aggiungi la nota").click();
        page.locator(".log").getByText("Chiedere ai vigili").waitFor();
        page.navigate(talk + "?modo=nota");
        assertThat(page.getByLabel("Nota interna: il cittadino non la vede").inputValue()).as("written once").isEmpty();
    }

    /** Until the list has come by itself for the first time: then the stream is there. */
    private void openInbox(Page browser, String server) {
        browser.waitForResponse(it -> it.url().contains("/messaggi/elenco"), () -> browser.navigate(server + "/console/" + town.slug() + "/messaggi"));
    }

    private static long median(List<Long> waits) {
        return waits.stream().sorted().skip(waits.size() / 2).findFirst().orElseThrow();
    }
}
