// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.BrowserTest;
import it.filodiretto.Town;
import it.filodiretto.operator.Role;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class DossierBrowserTest extends BrowserTest {

    @Autowired Town town;
    @Autowired KnownPerson known;

    @Test
    void aPersonsRightsAreForAnybodyOnAnyScreen() {
        var rosa = known.in(town);
        enter(town.municipality(), Role.ADMIN);
        open("/console/" + town.slug() + "/persone");
        page.getByLabel("Numero di telefono").fill("niente");
        brings(page, () -> page.keyboard().press("Enter"));
        page.getByText("Questo non è un numero di telefono").waitFor();
        isFitForAll("people-search");
        page.getByLabel("Numero di telefono").fill(rosa.phone().e164());
        page.keyboard().press("Enter");
        page.getByText("Mostra il numero intero").click();
        isFitForAll("people-person");
        assertThat(page.textContent("main")).contains(rosa.phone().whole());
        page.getByText("Cancella questa persona").click();
        isFitForAll("people-erase");
        page.getByLabel("Perché").fill("richiesta della persona, protocollo 12/2026");
        page.getByText("Cancella per sempre").click();
        page.getByText("Una prova di consenso").click();
        isFitForAll("people-erased");
        assertThat(page.textContent("main")).contains("informativa versione 1");
    }
}
