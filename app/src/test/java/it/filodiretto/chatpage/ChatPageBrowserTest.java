// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.chatpage;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.BrowserTest;
import it.filodiretto.Town;
import it.filodiretto.webchat.ChatStage;
import java.time.LocalTime;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@NullMarked
class ChatPageBrowserTest extends BrowserTest {

    @LocalServerPort int where;
    @Autowired Town town;
    @Autowired ChatStage stage;

    @Test
    void thePlainPageIsFitForAllInEachState() {
        stage.at(town, LocalTime.of(10, 0));
        page.route("**/assets/widget-*.js", it -> it.fulfill(new com.microsoft.playwright.Route.FulfillOptions().setContentType("text/javascript").setBody("")));
        open("/" + town.slug() + "/chat");
        assertThat(page.textContent("main")).contains("non c’è nessuno in linea");
        isFitForAll("chat-absent");
        stage.operator(town, where);
        page.waitForTimeout(1_100);
        open("/" + town.slug() + "/chat");
        isFitForAll("chat-open");
        page.getByLabel("Il tuo messaggio").fill("Buongiorno, per la mensa va bene l’Isee dell’anno scorso?");
        page.getByText("Invia", new com.microsoft.playwright.Page.GetByTextOptions().setExact(true)).click();
        page.waitForURL("**/chat#scrivi");
        assertThat(page.textContent(".clog")).contains("va bene l’Isee");
        isFitForAll("chat-talk");
        page.getByLabel("Il tuo messaggio").fill("   ");
        page.getByText("Invia", new com.microsoft.playwright.Page.GetByTextOptions().setExact(true)).click();
        page.locator("#problema").waitFor();
        forgetComplaints();   // of the answer 422
        isFitForAll("chat-refused");
        open("/" + town.slug() + "/chat");
        page.locator("summary", with("altro dispositivo")).click();
        page.locator("form[action$='/trasloco'] button").click();
        page.locator("main .mono").waitFor();
        isFitForAll("chat-move");
        open("/" + town.slug() + "/chat");
        page.getByText("Termina", new com.microsoft.playwright.Page.GetByTextOptions().setExact(true)).click();
        isFitForAll("chat-end");
        page.getByText("Sì, termina la conversazione").click();
        page.waitForURL("**/chat#conclusa");
        isFitForAll("chat-ended");
        page.getByLabel("4 su 5").check();
        page.getByLabel("Se vuoi, dicci perché").fill("Bravi");
        page.getByText("Invia il voto").click();
        page.getByText("Grazie, il tuo voto è arrivato.").waitFor();
        isFitForAll("chat-rated");
        theLivePageFillsItsFrame();
    }

    @Test
    void whatIsLeftWhileItIsClosedAndTheCodeFromAnotherDeviceAreFitForAll() {
        stage.at(town, LocalTime.of(22, 0));
        page.route("**/assets/widget-*.js", it -> it.fulfill(new com.microsoft.playwright.Route.FulfillOptions().setContentType("text/javascript").setBody("")));
        open("/" + town.slug() + "/chat");
        assertThat(page.textContent("main")).contains("Chiusa");
        isFitForAll("chat-closed");
        page.locator("#nome").fill("Rosa Pascoli");
        page.locator("#telefono").fill("boh");
        page.locator("#messaggio").fill("Mi chiamate per la mensa?");
        page.locator("input[name=accetto]").check();
        page.locator("#scrivi button[type=submit]").click();
        page.locator("#problema").waitFor();
        forgetComplaints();   // of the answer 422
        isFitForAll("chat-request-refused");
        page.locator("#telefono").fill("347 1234567");
        page.locator("#scrivi button[type=submit]").click();
        page.waitForURL("**/richiamata/**");
        isFitForAll("callback");
        open("/" + town.slug() + "/chat/trasloco");
        page.locator("#codice").fill("AAAA-AAAA");
        page.locator("main form button").click();
        page.locator("#problema").waitFor();
        forgetComplaints();   // of the answer 422
        isFitForAll("chat-move-wrong");
    }

    private static com.microsoft.playwright.Page.LocatorOptions with(String words) {
        return new com.microsoft.playwright.Page.LocatorOptions().setHasText(words);
    }

    private void theLivePageFillsItsFrame() {
        page.unroute("**/assets/widget-*.js");
        open("/" + town.slug() + "/chat");
        page.locator("#chat-viva > div:only-child").waitFor();   // the plain form has two
        assertThat(((Number) page.evaluate("""
            () => document.querySelector('#chat-viva').clientWidth - document.querySelector('#chat-viva > div').shadowRoot.querySelector('section').offsetWidth"""))
            .intValue()).isZero();
    }
}
