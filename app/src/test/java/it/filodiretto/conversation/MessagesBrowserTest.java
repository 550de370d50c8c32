// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.BrowserTest;
import it.filodiretto.Town;
import it.filodiretto.messaging.InboundContent;
import it.filodiretto.operator.Role;
import it.filodiretto.shared.Ids;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class MessagesBrowserTest extends BrowserTest {

    @Autowired Town town;

    @Test
    void messagesAreReadAndAnsweredByAnybodyOnAnyScreen() {
        var phone = town.newPhone();
        town.citizenWrites(phone, "Buongiorno, domani il mercato c’è anche in piazza Garibaldi?");
        town.arrives(phone, new InboundContent.Other("image", "foto"), town.now(), "wamid." + Ids.next());
        enter(town.municipality(), Role.AGENT);
        page.getByText("Messaggi").first().click();
        assertThat(page.textContent("main")).contains("1 persona aspetta", "[foto]");
        isFitForAll("messages");
        page.getByText(phone.shown()).click();
        page.getByLabel("La tua risposta").fill("Sì, fino alle 13.");
        page.getByText("Invia su WhatsApp").click();
        page.getByText("In partenza").waitFor();
        assertThat(page.textContent(".log")).contains("Anna Rossi", "Sì, fino alle 13.");
        page.getByText("Blocca questa persona").click();
        isFitForAll("messages-talk");
        page.getByText("Cita o reagisci").first().click();
        page.getByText("Allega un file").click();
        assertThat(page.textContent(".quoting")).contains("Togli la reazione");
        isFitOnATelephone("messages-attach");
        page.getByText("Domanda con risposte").click();
        page.getByText("Con una foto, un video o un documento sopra").click();
        isFitOnATelephone("messages-choice");
    }

    @Test
    void whoLooksAtTheInboxIsThereWithoutAClickAndInATabThatIsNotShownIsNot() {
        page.clock().install();
        enter(town.municipality(), Role.AGENT);
        page.navigate(address("/console/" + town.slug() + "/messaggi"));
        assertThat(page.waitForRequest("**/presenza", () -> page.clock().fastForward(300_000)).headers()).doesNotContainKey("x-page-hidden");
        page.evaluate("Object.defineProperty(document, 'hidden', { value: true })");
        var asked = page.waitForRequest(it -> it.url().contains("/messaggi/elenco"), () -> town.citizenWrites(town.newPhone(), "C’è qualcuno?"));
        assertThat(asked.headers()).containsEntry("x-page-hidden", "yes");
    }
}
