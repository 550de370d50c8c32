// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.site;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.BrowserTest;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.Municipality;
import it.filodiretto.operator.Role;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ConsoleHomeBrowserTest extends BrowserTest {

    @Autowired Municipalities municipalities;

    @Test
    void theLoginIsFitForAll() {
        open("/console/login");
        isFitForAll("login");
    }

    @Test
    void aWrongPasswordIsSaidBesideTheFields() {
        open("/console/login");
        page.getByLabel("E-mail di lavoro").fill("nessuno@arezzo.example");
        page.getByLabel("Password").fill("sbagliata");
        brings(page, () -> page.keyboard().press("Enter"));
        assertThat(page.getByRole(com.microsoft.playwright.options.AriaRole.ALERT).textContent()).contains("E-mail o password non corrette");
        shoot("login-wrong");
        isAccessible();
    }

    @Test
    void theHomeAnswersTheQuestionsAndIsFitForAll() {
        enter(town("arezzo"), Role.ADMIN);
        assertThat(page.textContent("h1")).contains("Anna");
        assertThat(page.textContent("main")).contains("Siamo aperti?", "Chi è al lavoro?", "Anna Rossi (tu)", "A chi possiamo scrivere?", "Che cosa parte oggi?");
        isFitForAll("console-home");
    }

    @Test
    void whoLeavesIsTold() {
        enter(town("calenzano"), Role.EDITOR);
        brings(page, () -> page.getByText("Esci").click());
        assertThat(page.textContent("main")).contains("Sei uscito");
    }

    private Municipality town(String slug) {
        return municipalities.find(slug).orElseThrow();
    }
}
