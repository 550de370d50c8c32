// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.chatpage;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import it.filodiretto.BrowserTest;
import it.filodiretto.Town;
import it.filodiretto.operator.Role;
import it.filodiretto.sending.ScriptedChannel;
import it.filodiretto.shared.PhoneNumber;
import it.filodiretto.webchat.ChatStage;
import it.filodiretto.whatsapp.FarNumber;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** A quarter of an hour before lunch at the inbox, whole: two operators, a telephone, a site of another origin, and who comes too late. */
@Import(ScriptedChannel.class)
@NullMarked
class TwoCitizensBrowserTest extends BrowserTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired FarNumber number;
    @Autowired ChatStage stage;

    @AfterEach
    void hangUp() throws Exception {
        number.close();
    }

    @Test
    @DisplayName("CA-01, CA-03, CA-04, PI-02: one on WhatsApp and one on the site are answered by two who never collide; who comes at closing time is called back")
    void fromTheFirstWordToTheCall() throws Exception {
        stage.at(town, LocalTime.of(12, 45));
        number.open(town, port).simulator().clock().offset(Duration.between(Instant.now(), town.now()));
        var bruno = another();
        enter(town.municipality(), Role.AGENT);
        enter(bruno, address(""), town.municipality(), Role.AGENT, "Bruno Neri");
        open(inbox());

        var phone = town.newPhone();
        number.chat(phone).write("Il mercato c’è anche domani?");
        var citizen = another();
        citizen.navigate(site());
        citizen.getByRole(AriaRole.BUTTON, named("Linea diretta con l’Urp")).click();
        citizen.getByLabel("Il tuo messaggio").fill("Buongiorno, per la mensa?");
        citizen.keyboard().press("Enter");
        assertThat(page.locator(".lrow")).hasCount(2);

        brings(page, () -> page.getByText("Il mercato c’è anche domani?").first().click());
        page.getByLabel("La tua risposta").pressSequentially("Sì, ");
        bruno.navigate(page.url());
        bruno.getByText("Anna Rossi sta rispondendo").first().waitFor();
        bruno.getByText("Buongiorno, per la mensa?").first().click();
        bruno.getByLabel("La tua risposta").fill("Serve l’Isee del 2026.");
        bruno.getByRole(AriaRole.BUTTON, named("Invia")).first().click();
        page.getByLabel("La tua risposta").fill("Sì, fino alle 13.");
        page.getByRole(AriaRole.BUTTON, named("Invia su WhatsApp")).click();
        citizen.getByText("Serve l’Isee del 2026.").waitFor();
        await("the answer on the telephone").atMost(PATIENCE).until(() -> received(phone) > 0);
        assertThat(received(phone)).as("once, and nothing else").isEqualTo(1);
        assertThat(number.chat(phone).received().getLast().text()).isEqualTo("Sì, fino alle 13.");
        assertThat(citizen.getByText("Sì, fino alle 13.")).hasCount(0);

        comesTooLate();
    }

    private void comesTooLate() {
        var late = another();
        late.clock().install();
        late.navigate(site());
        late.getByText("Aperta fino alle 13:00").waitFor();
        town.timePasses(Duration.ofMinutes(16));
        late.clock().fastForward(16 * 60_000);
        late.getByText("Chiusa, riapre alle 15:00").waitFor();
        late.getByRole(AriaRole.BUTTON, named("Linea diretta con l’Urp")).click();
        late.locator("#nome").fill("Rosa Pascoli");
        late.locator("#telefono").fill("347 1234567");
        late.locator("#messaggio").fill("Mi chiamate per la mensa?");
        late.locator("input[type=checkbox]").check();
        late.getByText("Invia il messaggio").click();
        late.getByText(Pattern.compile("Ricevuto: ti ricontattiamo entro le 18:00. Codice CA-")).waitFor();
        var state = late.getByText("Vedi a che punto è").getAttribute("href");

        open(inbox() + "?stato=richiamare");
        page.getByText(Pattern.compile("da richiamare entro le 18:00")).waitFor();
        isAccessible();
        shoot("inbox-to-call");
        page.getByText("Mi chiamate per la mensa?").first().click();
        page.getByRole(AriaRole.LINK, named("Richiamate")).first().click();
        isAccessible();
        page.getByRole(AriaRole.BUTTON, named("Fatto: ci siamo parlati")).first().click();
        late.navigate(address(URI.create(state).getPath()));
        assertThat(late.locator("main")).containsText("Ti abbiamo richiamato");
    }

    private long received(PhoneNumber phone) {
        return number.chat(phone).received().size();
    }

    private String site() {
        return number.simulator().url() + "/siti/" + town.slug();
    }

    private String inbox() {
        return "/console/" + town.slug() + "/messaggi";
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
