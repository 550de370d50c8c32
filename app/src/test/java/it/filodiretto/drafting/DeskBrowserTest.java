// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.drafting;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import it.filodiretto.BrowserTest;
import it.filodiretto.Town;
import it.filodiretto.audience.Neighbourhoods;
import it.filodiretto.broadcast.TownTemplates;
import it.filodiretto.municipality.NoticePolicy;
import it.filodiretto.notice.NoticeDetails;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.notice.NoticeKind;
import it.filodiretto.notice.NoticeState;
import it.filodiretto.notice.NoticeText;
import it.filodiretto.operator.Role;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The desk's pages in a real browser: what is edited, the bench, the desk, the volunteers, a picture, the signature on a telephone. */
@NullMarked
class DeskBrowserTest extends BrowserTest {

    @Autowired Town town;
    @Autowired Notices notices;
    @Autowired Neighbourhoods neighbourhoods;
    @Autowired JdbcClient db;

    @Test
    void whatClerksEditIsFitForAll() {
        enter(town.municipality(), Role.ADMIN);
        var edits = new LinkedHashMap<String, String>();
        for (var overview : new String[] {"orari", "testi"}) {
            open(at(overview));
            isFitForAll("settings-" + overview);
            for (var link : page.locator("main a[href*='/contenuti/']").all()) {
                var path = link.getAttribute("href");
                edits.putIfAbsent(path.replaceFirst(".*/contenuti/([a-z]+)/.*", "$1"), path);
            }
        }
        assertThat(edits).hasSizeGreaterThan(2);
        edits.forEach((noun, path) -> {
            open(path);
            isFitForAll("settings-edit-" + noun);
        });
        open(at("testi/informativa"));
        TownTemplates.accept(town, db);
        town.subscribe(2);
        town.timePasses(Duration.ofSeconds(1));
        page.locator("#testo").fill("## Nuova\n\nTesto nuovo.");
        page.locator("main button[type=submit]").first().click();
        assertThat(page.getByText("Avvisa 2 persone")).isVisible();
        isFitForAll("settings-policy");
    }

    @Test
    void theBenchTheDeskAndTheVolunteersAreFitForAll() {
        enter(town.municipality(), Role.ADMIN);
        open(at("iscritti/banco"));
        page.getByLabel("Messaggi da provare").fill("attiva comune amico\nstop\ncome pago la Tari?");
        page.locator("main button[type=submit]").first().click();
        assertThat(page.getByText("Arriva alle persone")).isVisible();
        isFitForAll("bench");
        open(at("iscritti/sportello"));
        page.getByLabel("Numero di cellulare").fill("0587 123456");
        page.locator("main button[value=iscrive]").click();
        assertThat(page.locator("#telefono-errore")).isVisible();
        isFitForAll("desk");
        open(at("iscritti/volontari"));
        isFitForAll("volunteers");
        open(at("avvisi/" + drilled()));
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Resoconto dell’esercitazione")).click();
        assertThat(page.locator("h1")).isVisible();
        isFitForAll("drill");
    }

    @Test
    void theSubscribersTheirEvidenceTheAlarmsAndTheSecondSignatureAreFitForAll() {
        town.notices(new NoticePolicy(Set.of("disservizi"), null, null, town.newPhone()));
        TownTemplates.accept(town, db);
        town.subscribe(1);
        var id = ((WriteOutcome.Written) town.inTown(() -> notices.write(NoticeText.of("Manca l’acqua", "Torna verso le 15.", "disservizi")))).id();
        enter(town.municipality(), Role.ADMIN);
        open(at("iscritti"));
        isFitForAll("subscribers");
        page.locator("a[href$='/consenso']").first().click();
        assertThat(page.getByText("Ricevuta da stampare")).isVisible();
        isFitForAll("evidence");
        town.inTown(() -> notices.override(id, notices.find(id).orElseThrow().hash(), "Non risponde nessuno al telefono"));
        open(at("allarmi"));
        isFitForAll("alarms");
        open(at("avvisi/" + id));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("L’ho visto")).waitFor();
        isFitOnATelephone("sent-alone");   // its numbers move while Tab would go round
        open(at("avvisi/" + id + "/non-raggiunti"));
        isFitForAll("unreached");
        open(at("avvisi/nuovo"));
        page.getByLabel("Argomento").first().selectOption("disservizi");
        page.locator("#titolo").fill("Manca l’acqua");
        page.locator("#testo").fill("Torna verso le 15.");
        assertThat(page.locator("#anteprima .wb").first()).containsText("Torna verso le 15.");
        page.locator("#invia").click();
        page.waitForURL("**/invio");
        assertThat(page.getByText("Chiedi la firma").first()).isVisible();
        isFitForAll("confirm-two");
        aColleagueHasChangedTheDraft();
    }

    private void aColleagueHasChangedTheDraft() {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Torna al testo")).click();
        page.waitForURL("**/testo");
        var draft = new NoticeId(UUID.fromString(page.url().replaceFirst(".*/avvisi/([0-9a-f-]+)/testo", "$1")));
        town.inTown(() -> notices.change(draft, NoticeText.of("Manca l’acqua", "Torna domani.", "disservizi")));
        page.locator("#testo").fill("Torna verso le 18.");
        assertThat(page.locator("#anteprima")).containsText("Non salvata: Filodiretto ha cambiato questa bozza");
        page.locator("#salva").click();
        assertThat(page.locator(".alertbox")).containsText("Leggi il suo testo in un’altra finestra");
        assertThat(page.locator("#testo")).hasValue("Torna verso le 18.");
        forgetComplaints();   // of the answer 409
        isFitForAll("draft-meanwhile");
    }

    /** A drill that has left, for one volunteer. */
    private String drilled() {
        TownTemplates.accept(town, db);
        var volunteer = town.citizen(town.subscribe(1).getFirst());
        return town.inTown(() -> {
            neighbourhoods.agreesToDrills(volunteer, "modulo");
            var details = new NoticeDetails(NoticeKind.GENERAL, "", null, null, "", "", "", true);
            var id = ((WriteOutcome.Written) notices.write(NoticeText.of("Prova di evacuazione", "È una prova.", "protezione-civile").with(details))).id();
            notices.publish(id, null);
            return id.toString();
        });
    }

    @Test
    void aPictureAndTheSignatureAreFitForAll() throws IOException {
        town.notices(new NoticePolicy(Set.of("disservizi"), null, null));
        TownTemplates.accept(town, db);
        town.subscribe(1);
        var id = ((WriteOutcome.Written) town.inTown(() -> notices.write(NoticeText.of("Manca l’acqua", "Torna verso le 15.", "disservizi")))).id();
        enter(town.municipality(), Role.APPROVER);
        open(at("avvisi/" + id + "/immagine"));
        isFitForAll("picture");
        page.locator("#foto").setInputFiles(new FilePayload("mappa.png", "image/png", picture()));
        page.locator("#alt").fill("Mappa delle vie senz’acqua");
        page.locator("main form button[type=submit]").first().click();
        page.waitForURL("**/testo");
        town.inTown(() -> notices.ask(id, null, null));
        page.locator("button.out").click();
        enter(town.municipality(), Role.APPROVER);
        open(at("avvisi/" + id + "/firma"));
        assertThat(page.getByAltText("Mappa delle vie senz’acqua")).isVisible();
        isFitForAll("signature");
        page.setViewportSize(390, 844);
        page.getByLabel("È solo di interesse pubblico").check();
        page.locator("button.send").click();
        assertThat(page.locator("h1")).hasText("Manca l’acqua");
        assertThat(town.inTown(() -> notices.find(id)).orElseThrow().state()).isEqualTo(NoticeState.SENDING);
    }

    private static byte[] picture() throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(640, 400, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return bytes.toByteArray();
    }

    private String at(String below) {
        return "/console/" + town.slug() + "/" + below;
    }
}
