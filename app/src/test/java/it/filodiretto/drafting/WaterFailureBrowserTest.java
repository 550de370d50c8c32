// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.drafting;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import it.filodiretto.BrowserTest;
import it.filodiretto.Town;
import it.filodiretto.Visitor;
import it.filodiretto.audience.Neighbourhoods;
import it.filodiretto.media.Samples;
import it.filodiretto.municipality.NoticePolicy;
import it.filodiretto.operator.Role;
import it.filodiretto.register.RegisterProof;
import it.filodiretto.sending.ScriptedChannel;
import it.filodiretto.shared.PhoneNumber;
import it.filodiretto.simulator.PhoneMessage;
import it.filodiretto.subscription.Subscriptions;
import it.filodiretto.whatsapp.FarNumber;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** A morning at the notices desk, whole: two people at two browsers, five telephones at the far end. */
@Import(ScriptedChannel.class)
@NullMarked
class WaterFailureBrowserTest extends BrowserTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final DateTimeFormatter TYPED = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm");

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired FarNumber number;
    @Autowired Subscriptions subscriptions;
    @Autowired Neighbourhoods neighbourhoods;

    @BeforeEach
    void connect() throws Exception {
        town.notices(new NoticePolicy(Set.of("disservizi"), null, null));
        number.open(town, port);
    }

    @AfterEach
    void hangUp() throws Exception {
        number.close();
    }

    @Test
    @DisplayName("SF-04, SF-08, BI-12: a water failure with its picture is written, signed and received where it matters; the all-clear follows; the register verifies")
    void fromTheBrokenPipeToTheAllClear() {
        var writes = town.newPhone();
        number.chat(writes).write("Attiva Comune Amico");
        await("the welcome").atMost(PATIENCE).until(() -> !number.chat(writes).received().isEmpty());
        lives(writes, "Bagnolo");
        var silent = person("Bagnolo", null);
        var anywhere = person(null, null);
        var elsewhere = person("Selva", null);
        var otherTopic = person("Bagnolo", List.of("eventi"));

        enter(town.municipality(), Role.EDITOR);
        var failure = written();
        askForTheSignature();
        signed(failure);

        var text = "Manca l’acqua: via Roma";
        arrives(text, writes, silent, anywhere);
        assertThat(last(writes).kind()).as("who has just written gets the picture with its text").isEqualTo("image");
        assertThat(last(silent).kind()).as("the others get the template").isEqualTo("template");
        for (var phone : List.of(writes, silent, anywhere)) {
            assertThat(Visitor.of(number.simulator().port()).get("/_control/media/" + last(phone).media()).statusCode()).as("the telephone shows the picture").isEqualTo(200);
        }

        open(at("avvisi/" + failure));
        page.getByRole(AriaRole.BUTTON, named("È finita")).click();
        page.waitForURL("**/testo*");
        assertThat(page.getByLabel("Titolo")).hasValue("Risolto: Manca l’acqua: via Roma");
        var allClear = page.url().replaceAll(".*/avvisi/([^/]+)/testo.*", "$1");
        askForTheSignature();
        signed(allClear);
        arrives("Risolto: Manca l’acqua", writes, silent, anywhere);
        assertThat(number.chat(elsewhere).received()).as("another hamlet").isEmpty();
        assertThat(number.chat(otherTopic).received()).as("another topic").isEmpty();

        open(at("avvisi/" + failure));
        assertThat(page.getByText("Risolto: Manca l’acqua: via Roma").first()).isVisible();
        assertThat(RegisterProof.of(downloaded("Tutto il registro"))).startsWith("Unbroken");
    }

    private String written() {
        open(at("avvisi/nuovo"));
        page.getByLabel("Modello pronto").selectOption("water");
        page.getByLabel("Argomento").selectOption("disservizi");
        page.getByLabel("Dove").fill("via Roma");
        page.locator("#da").fill(TYPED.format(LocalDateTime.ofInstant(town.now(), ZoneId.of("Europe/Rome"))));
        page.getByLabel("Che cosa fare").fill("Autobotte in piazza dalle 11.");
        page.getByLabel("Bagnolo").press("Space");   // a mouse misses what moves while the hints above it grow
        assertThat(page.getByLabel("Bagnolo")).isChecked();
        page.locator("#salva").click();
        page.waitForURL("**/testo*");
        var id = page.url().replaceAll(".*/avvisi/([^/]+)/testo.*", "$1");
        page.getByRole(AriaRole.LINK, named("Aggiungi un’immagine")).click();
        page.locator("#foto").setInputFiles(new FilePayload("mappa.png", "image/png", Samples.png(640, 400)));
        page.locator("#alt").fill("Mappa: via Roma senz’acqua");
        page.locator("main form button[type=submit]").first().click();
        page.waitForURL("**/testo*");
        assertThat(page.locator("#anteprima").getByAltText("Mappa: via Roma senz’acqua")).hasCount(2);
        assertThat(page.getByText("La foto arriva a tutti, sopra il testo")).isVisible();
        isFitOnATelephone("avviso-con-foto");
        return id;
    }

    private void askForTheSignature() {
        page.locator("#invia").click();
        page.waitForURL("**/invio");
        page.getByRole(AriaRole.BUTTON, named("Chiedi la firma")).click();
        page.waitForURL("**/firma");
    }

    private void signed(String notice) {
        var other = another();
        enter(other, address(""), town.municipality(), Role.APPROVER, "Bruno Neri");
        other.navigate(address(at("avvisi/" + notice + "/firma")));
        assertThat(other.locator("h1")).containsText("Manca l’acqua: via Roma");
        other.getByLabel("È solo di interesse pubblico").check();
        other.locator("button.send").click();
        other.waitForURL("**/avvisi/" + notice);
    }

    private void arrives(String words, PhoneNumber... phones) {
        for (var phone : phones) {
            await("the notice on " + phone).atMost(PATIENCE).until(() -> number.chat(phone).received().stream().filter(it -> it.text().contains(words)).count() == 1);
        }
    }

    private PhoneMessage last(PhoneNumber phone) {
        return number.chat(phone).received().getLast();
    }

    /** Subscribed from a list. @param hamlet null: none chosen @param topics null: all */
    private PhoneNumber person(@Nullable String hamlet, @Nullable List<String> topics) {
        var phone = town.newPhone();
        town.inTown(() -> subscriptions.importAll(List.of(new Subscriptions.ImportLine(phone.e164(), topics, "modulo"))));
        if (hamlet != null) {
            lives(phone, hamlet);
        }
        return phone;
    }

    private void lives(PhoneNumber phone, String hamlet) {
        var citizen = town.citizen(phone);
        town.inTown(() -> neighbourhoods.choose(citizen, List.of(hamlet)));
    }

    private String downloaded(String link) {
        var download = page.waitForDownload(() -> page.getByRole(AriaRole.LINK, named(link)).click());
        try (var bytes = download.createReadStream()) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private String at(String below) {
        return "/console/" + town.slug() + "/" + below;
    }
}
