// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import it.filodiretto.BrowserTest;
import it.filodiretto.Town;
import it.filodiretto.channel.Lanes;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.conversation.Conversations;
import it.filodiretto.inbound.Inbound;
import it.filodiretto.inbound.InboundMessage;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.InboundContent;
import it.filodiretto.messaging.Lane;
import it.filodiretto.messaging.LaneId;
import it.filodiretto.operator.Role;
import it.filodiretto.shared.Ids;
import it.filodiretto.vault.Vault;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class MessagesBrowserTest extends BrowserTest {

    @Autowired Town town;
    @Autowired Conversations conversations;
    @Autowired Citizens citizens;
    @Autowired Inbound inbound;
    @Autowired Lanes lanes;
    @Autowired Vault vault;
    @Autowired JdbcClient db;

    @Test
    void messagesAreReadAndAnsweredByAnybodyOnAnyScreen() {
        var phone = town.newPhone();
        town.citizenWrites(phone, "Buongiorno, domani il mercato c’è anche in piazza Garibaldi?");
        town.arrives(phone, new InboundContent.Other("image", "foto"), town.now(), "wamid." + Ids.next());
        enter(town.municipality(), Role.AGENT);
        assertThat(page.textContent("main")).contains("Quanti aspettano e da quanto?", "1 persona");
        isFitForAll("home-somebody-waits");
        page.getByText("Messaggi").first().click();
        isFitForAll("messages");
        assertThat(page.textContent("main")).contains("1 persona aspetta", "[foto]");
        page.getByText(phone.shown()).click();
        page.getByLabel("La tua risposta").fill("Sì, fino alle 13.");
        brings(page, () -> page.getByText("Invia su WhatsApp").click());
        page.getByText("In partenza", new Page.GetByTextOptions().setExact(true)).waitFor();
        assertThat(page.textContent(".log")).contains("Anna Rossi", "Sì, fino alle 13.");
        page.getByText("Blocca questa persona").click();
        isFitForAll("messages-talk");
        page.getByText("Cita o reagisci").first().click();
        page.getByText("Allega un file").click();
        isFitOnATelephone("messages-attach");
        assertThat(page.textContent(".quoting")).contains("Togli la reazione");
        page.getByText("Domanda con risposte").click();
        page.getByText("Con una foto, un video o un documento sopra").click();
        isFitOnATelephone("messages-choice");
    }

    @Test
    void aFileThatIsTooLargeDoesNotLeaveThePageAndNothingTypedIsLost(@TempDir Path directory) throws IOException {
        town.citizenWrites(town.newPhone(), "Mi mandate il regolamento?");
        enter(town.municipality(), Role.AGENT);
        page.navigate(address("/console/" + town.slug() + "/messaggi"));
        page.getByText("Mi mandate il regolamento?").first().click();
        brings(page, () -> page.getByText("Allega un file").click());
        page.getByLabel("Didascalia, se serve").fill("Eccolo: vedi l’articolo 7.");
        var file = page.locator("#file");
        file.setInputFiles(ofSize(directory.resolve("regolamento.pdf"), (25 << 20) + 1));
        page.locator(".comp button[data-once]").last().click();
        assertThat(file.evaluate("it => it.validationMessage")).isEqualTo("Il file è troppo grande: il massimo è 25 MB.");
        assertThat(page.getByLabel("Didascalia, se serve").inputValue()).isEqualTo("Eccolo: vedi l’articolo 7.");
        file.setInputFiles(ofSize(directory.resolve("breve.pdf"), 25 << 20));
        assertThat(file.evaluate("it => it.validationMessage")).isEqualTo("");
    }

    private static Path ofSize(Path file, long bytes) throws IOException {
        try (var out = new RandomAccessFile(file.toFile(), "rw")) {
            out.setLength(bytes);
        }
        return file;
    }

    /** An answer of which nobody knows whether it arrived, in a talk by e-mail into which another address has written. */
    @Test
    void theChoicesBelowATalkAreFitForAll() {
        var mail = new Lane(LaneId.of(ChannelKind.MAIL, town.slug()), town.id(), ChannelKind.MAIL, town.slug());
        var citizen = town.inTransaction(() -> {
            lanes.declare(mail, null);
            var rosa = citizens.unknown("ro•••@example.it");
            inbound.receive(new InboundMessage(Ids.next(), mail, rosa, Ids.next().toString(), new InboundContent.Text("Mi mandate il modulo?"), town.now(), town.now(), null));
            for (var address : List.of("rosa@example.it", "zio@altrove.example")) {
                db.sql("insert into mail_person (address_lookup, address_sealed, citizen_id, wrote_at, message_key, guest) values (sha256(?::bytea), ?, ?, now(), '<x@example.it>', ?)")
                    .param(address).param(vault.sealText(address, "mail_person.address")).param(rosa.value()).param(address.startsWith("zio")).update();
            }
            return rosa;
        });
        enter(town.municipality(), Role.AGENT);
        page.navigate(address("/console/" + town.slug() + "/messaggi/" + town.inTown(() -> conversations.of(citizen)).orElseThrow()));
        page.getByLabel("La tua risposta").fill("Eccolo.");
        page.locator(".comp button[data-once]").last().click();
        page.getByText("In partenza", new Page.GetByTextOptions().setExact(true)).waitFor();
        town.inTransaction(() -> db.sql("update send_queue set state = 'UNCERTAIN', uncertain_since = now() - interval '1 hour'").update());
        page.getByText("Manda di nuovo").waitFor();
        page.getByText("Altri indirizzi in questa conversazione").click();
        isFitForAll("messages-choices");
        isFitOnATelephone("messages-choices-telephone");
        page.getByText("Lascia così").click();
        page.getByText("Non riuscito: Non sappiamo se sia arrivato").waitFor();
        page.getByText("Altri indirizzi in questa conversazione").click();
        page.getByText("Rispondi qui").click();
        page.getByText("La risposta va a zi•••@altrove.example, che ha risposto a una nostra e-mail.").waitFor();
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
