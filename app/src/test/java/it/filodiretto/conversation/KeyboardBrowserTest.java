// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import it.filodiretto.BrowserTest;
import it.filodiretto.Town;
import it.filodiretto.operator.Role;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The inbox without a mouse, and each of its states on the narrowest screen. */
class KeyboardBrowserTest extends BrowserTest {

    @Autowired Town town;

    @Test
    void everythingIsDoneByKeys() {
        var phone = town.newPhone();
        town.citizenWrites(phone, "Il mercato c’è anche domani?");
        enter(town.municipality(), Role.AGENT);
        open("/console/" + town.slug() + "/messaggi");
        page.keyboard().press("?");
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("annulla entro 10 secondi");
        isAccessible();
        page.keyboard().press("Escape");
        assertThat(page.locator("dialog[open]")).hasCount(0);
        page.keyboard().press("j");
        assertThat(page.locator(".thead")).containsText(phone.shown());
        page.waitForLoadState();
        page.keyboard().press("a");
        assertThat(page.locator("#testata")).containsText("Presa in carico · Anna Rossi");
        page.waitForLoadState();
        page.keyboard().press("s");
        page.keyboard().press("2");
        assertThat(page.locator(".lrow .tag")).containsText("buca sulla strada");
        isAccessible();
        open("/console/" + town.slug() + "/messaggi?stato=etichetta&cerca=buca+sulla+strada");
        page.keyboard().press("j");
        assertThat(page.locator(".thead")).containsText(phone.shown());
        page.waitForLoadState();
        page.keyboard().press("r");
        page.keyboard().type("Sì, fino alle 13. ajk");
        Assertions.assertThat(page.getByLabel("La tua risposta").inputValue()).isEqualTo("Sì, fino alle 13. ajk");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator(".undo")).containsText("La tua risposta parte tra");
        page.keyboard().press("Control+z");
        assertThat(page.locator(".alertbox")).containsText("Annullata");
        Assertions.assertThat(town.sentTo(phone)).isEmpty();
        page.locator("h2").first().evaluate("document.activeElement.blur()");
        page.keyboard().press("n");
        page.locator("#testo").focus();
        page.keyboard().type("Chiedere alla polizia locale");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator(".log")).containsText("Chiedere alla polizia locale");
        page.keyboard().press("z");
        page.keyboard().press("Escape");
        page.keyboard().press("e");
        page.keyboard().press("Tab");
        page.keyboard().type("Ha telefonato");
        page.keyboard().press("Enter");
        assertThat(page.locator(".listpane")).containsText("Hai risposto a tutti");
    }

    @Test
    void everyStateFitsTheNarrowestScreen() {
        var phone = town.newPhone();
        enter(town.municipality(), Role.ADMIN);
        var inbox = "/console/" + town.slug() + "/messaggi";
        open(inbox);
        isFitOnATelephone("inbox-empty");
        town.citizenWrites(phone, "Unaparolalunghissimasenzaspaziunaparolalunghissimasenzaspazi https://www.comune.example/una/pagina/molto/lunga/che/non/finisce/mai");
        open(inbox);
        isFitOnATelephone("inbox-one");
        page.locator(".lrow").first().click();
        page.waitForURL("**/messaggi/*-*");
        var talk = page.url().replace(address(""), "");
        for (var mode : List.of("?modo=nota", "?modo=modello", "/stampa")) {
            open(talk + mode);
            isFitOnATelephone("inbox-" + mode.replaceAll("\\W", ""));
        }
        town.timePasses(Duration.ofHours(25));
        open(talk);
        isFitOnATelephone("inbox-window-closed");
        for (var list : List.of("?stato=chiuse", "?stato=ritardo", "?cerca=niente", "/senza-risposta", "/risposte-pronte")) {
            open(inbox + list);
            isFitOnATelephone("inbox-" + list.replaceAll("\\W", ""));
        }
    }
}
