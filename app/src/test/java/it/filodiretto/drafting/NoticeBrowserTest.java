// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.drafting;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import it.filodiretto.BrowserTest;
import it.filodiretto.Town;
import it.filodiretto.broadcast.NoticeStates;
import it.filodiretto.broadcast.TownTemplates;
import it.filodiretto.notice.BroadcastId;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.operator.Role;
import it.filodiretto.sending.Deliveries;
import it.filodiretto.sending.DeliveryReport;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** From the first word typed to the last person's outcome, in a real browser. */
@NullMarked
class NoticeBrowserTest extends BrowserTest {

    private static final String TEXT = "Oggi dalle 10:15 alle 15 circa manca l’acqua in via del Marais e via Pacini per un guasto.\nAutobotte in piazza dalle 11.";

    @Autowired Town town;
    @Autowired Notices notices;
    @Autowired Deliveries deliveries;
    @Autowired JdbcClient db;

    @BeforeEach
    void readyToSend() {
        TownTemplates.accept(town, db);
        town.subscribe(1_486);
        enter(town.municipality(), Role.EDITOR);
    }

    @Test
    @DisplayName("BI-13: a clerk writes, sees how it will be read and by how many, confirms, watches, pauses, stops")
    void fromTheFirstWordToTheLastOutcome() {
        open("/console/" + town.slug() + "/avvisi");
        isFitForAll("avvisi-vuoto");
        page.getByRole(AriaRole.LINK, named("Scrivi un avviso")).click();
        page.getByLabel("Argomento").selectOption("disservizi");
        page.getByLabel("Titolo").fill("Manca l’acqua in via del Marais");
        page.getByLabel("Testo").fill(TEXT);
        assertThat(page.locator("#anteprima .wb").first()).containsText("Autobotte in piazza");
        assertThat(page.locator("#anteprima")).containsText("Invia ora a 1.486 persone");
        assertThat(page.locator("#salvataggio")).containsText("Bozza salvata");
        page.getByLabel("Testo").fill("Acqua ".repeat(150));
        assertThat(page.locator("#testo-conto")).containsText("900 caratteri su 700: 200 di troppo");
        page.context().setOffline(true);
        page.getByLabel("Testo").fill(TEXT + " Altro.");
        assertThat(page.locator("#salvataggio")).containsText("Non salvata: la rete");
        page.context().setOffline(false);
        forgetComplaints();
        page.getByLabel("Testo").fill(TEXT);
        assertThat(page.locator("#salvataggio")).containsText("Bozza salvata");
        isFitForAll("avviso-scrivi");

        page.getByRole(AriaRole.BUTTON, named("Invia ora a 1.486 persone")).click();
        page.waitForURL("**/invio");
        isFitForAll("avviso-conferma");
        page.getByLabel("È solo di interesse pubblico").check();
        page.getByRole(AriaRole.BUTTON, named("Invia ora a 1.486 persone")).click();
        assertThat(page.getByText("su 1.486 messaggi partiti")).isVisible();

        var id = new NoticeId(UUID.fromString(page.url().replaceAll(".*/", "")));
        var broadcast = town.inTown(() -> notices.find(id)).orElseThrow().broadcast();
        var states = new NoticeStates(town, deliveries, db);
        await().until(() -> states.messages(broadcast).size() == 1_486);
        var messages = states.messages(broadcast);
        states.report(messages.subList(0, 350), DeliveryReport.Status.READ);
        states.report(messages.subList(350, 980), DeliveryReport.Status.DELIVERED);
        states.report(messages.subList(980, 1_080), DeliveryReport.Status.SENT);
        states.failed(messages.subList(1_080, 1_093), "131026", "WhatsApp non riesce a raggiungere questo numero e non dice perché.");
        states.failed(messages.subList(1_093, 1_096), "131049", "WhatsApp ha limitato i messaggi a questa persona.");
        assertThat(page.getByText("Perché 16 non sono riusciti")).isVisible();
        assertThat(page.getByText("Primo messaggio letto")).isVisible();
        isFitForAll("avviso-dal-vivo");
        page.getByRole(AriaRole.LINK, named("Scarica CSV")).focus();
        states.report(messages.subList(980, 1_000), DeliveryReport.Status.DELIVERED);
        assertThat(page.getByText("650 consegnati, non ancora letti")).isVisible();
        assertThat(page.getByRole(AriaRole.LINK, named("Scarica CSV"))).isFocused();
        loseTheAnswers(broadcast);
        open("/console/" + town.slug() + "/avvisi/" + id);
        page.getByRole(AriaRole.LINK, named("Decidi che cosa farne")).click();
        assertThat(page.getByRole(AriaRole.BUTTON, named("Rimanda 390 messaggi"))).isVisible();
        isFitForAll("avviso-verifica");
        page.getByRole(AriaRole.BUTTON, named("Rimanda 390 messaggi")).click();

        page.getByRole(AriaRole.BUTTON, named("Metti in pausa")).click();
        assertThat(page.getByRole(AriaRole.BUTTON, named("Riprendi"))).isVisible();
        page.getByRole(AriaRole.LINK, named("Ferma l’invio")).click();
        assertThat(page.getByText("390 persone non ricevono il messaggio.")).isVisible();
        isFitForAll("avviso-ferma");
        page.getByRole(AriaRole.BUTTON, named("Ferma l’invio")).click();
        assertThat(page.getByText("Si sta fermando").first()).isVisible();

        page.getByRole(AriaRole.LINK, named("Elenco con numeri mascherati")).click();
        isFitForAll("avviso-esiti");
        open("/console/" + town.slug() + "/avvisi");
        isFitForAll("avvisi");
        page.setViewportSize(320, 640);
        assertThat(page.locator(".notices td").first()).isInViewport();
        assertThat((Boolean) page.evaluate("document.querySelector('.notices').parentElement.scrollWidth <= 320")).as("nothing of the list lies beside the screen").isTrue();
        page.setViewportSize(1440, 900);
        open("/" + town.slug() + "/avvisi/" + id);
        isFitForAll("avviso-pubblico");
        assertThat(page.title()).contains("Manca l’acqua");
    }

    /** As when WhatsApp's answers and reports were lost some minutes ago. */
    private void loseTheAnswers(BroadcastId id) {
        town.inTransaction(() -> {
            db.sql("update bulk_count set uncertain = queued, queued = 0 where bulk_id = ?").param(id.value()).update();
            return db.sql("update send_queue set state = 'UNCERTAIN', uncertain_since = now() - interval '3 minutes' where bulk_id = ?").param(id.value()).update();
        });
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
