// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.site;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.BrowserTest;
import org.junit.jupiter.api.Test;

class TownPagesBrowserTest extends BrowserTest {

    @Test
    void theListOfTowns() {
        open("/");
        assertThat(page.textContent("main")).contains("Comune di Arezzo", "Comune di Bientina", "Comune di Calenzano", "Comune di Pistoia", "Comune di Santa Fiora");
        isFitForAll("towns");
    }

    @Test
    void aTownsHome() {
        open("/pistoia");
        isFitForAll("town-home");
    }

    @Test
    void theContacts() {
        open("/pistoia/contatti");
        assertThat(page.textContent("main")).contains("800 012146", "WhatsApp");
        isFitForAll("contacts");
    }

    @Test
    void howToSubscribe() {
        open("/santa-fiora/iscrizione");
        assertThat(page.textContent("main")).contains("366 3476285", "ATTIVA COMUNE AMICO", "DISATTIVA COMUNE AMICO", "STOP");
        assertThat(page.getAttribute("a.btn-wa", "href")).endsWith("393663476285?text=ATTIVA%20COMUNE%20AMICO");
        isFitForAll("subscribe");
    }

    @Test
    void whereOneRegistersFirstTheNumberStandsNowhereInThePage() {
        open("/pistoia/iscrizione");
        assertThat(page.content()).doesNotContain("000001").doesNotContain("wa.me");
        isFitForAll("subscribe-registration");
        open("/pistoia/contatti");
        assertThat(page.content()).doesNotContain("0573 000001").doesNotContain("390573000001");
    }

    @Test
    void theArchiveAndItsSearch() {
        open("/arezzo/avvisi");
        page.getByLabel("Parole da cercare").fill("strada");
        page.keyboard().press("Enter");
        page.waitForURL("**/avvisi?q=strada**");
        assertThat(page.textContent("h1")).isEqualTo("Avvisi del Comune di Arezzo");
        isFitForAll("archive");
    }

    @Test
    void inEnglishToo() {
        open("/pistoia/en/contatti");
        assertThat(page.textContent("h1")).isEqualTo("How to talk with us");
        isFitForAll("contacts-en");
        page.getByText("Italiano").click();
        assertThat(page.textContent("h1")).isEqualTo("Come parlare con noi");
    }

    @Test
    void theRegistrationSaysWhatIsMissing() {
        open("/pistoia/registrazione");
        isFitForAll("registration");
    }

    @Test
    void theIconForOtherPages() {
        open("/calenzano/icona");
        isFitForAll("icon");
    }

    @Test
    void accessibilityIsStated() {
        open("/bientina/accessibilita");
        isFitForAll("accessibility");
    }

    @Test
    void whatIsNotThereIsSaidKindly() {
        open("/pistoia/niente");
        assertThat(page.textContent("h1")).isEqualTo("Questa pagina non c’è");
        shoot("error");
    }
}
