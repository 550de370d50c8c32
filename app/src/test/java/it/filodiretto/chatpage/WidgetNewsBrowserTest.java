// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.chatpage;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import it.filodiretto.BrowserTest;
import it.filodiretto.Town;
import it.filodiretto.Visitor;
import it.filodiretto.noticeboard.AlertStage;
import it.filodiretto.notice.AlertLevel;
import it.filodiretto.notice.Relation;
import it.filodiretto.webchat.ChatStage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalTime;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the button on another site tells by itself: an emergency, an answer, a word that did not leave. */
@NullMarked
class WidgetNewsBrowserTest extends BrowserTest {

    @LocalServerPort int where;
    @Autowired Town town;
    @Autowired ChatStage stage;
    @Autowired AlertStage alerts;
    private @Nullable ForeignSite site;

    @AfterEach
    void closeTheSite() {
        if (site != null) {
            site.close();
        }
    }

    @Test
    @DisplayName("Conventions 3.3: an emergency of the town stands on the button and in the panel, in words, while it lasts")
    void theEmergencyStandsOnTheButtonAndInThePanelWhileItLasts() {
        stage.opens(town, where);
        alerts.ready(town);
        page.clock().install();
        site();
        page.locator(".b").waitFor();
        assertThat(page.locator(".em").first()).isHidden();
        var alert = alerts.send(town, "Piena del fiume", AlertLevel.RED);
        knows("\"words\":\"Allerta rossa");
        page.clock().fastForward(61_000);
        var siren = page.locator(".w .em");
        assertThat(siren).containsText("Allerta rossa: Piena del fiume");
        assertThat(page.getByRole(AriaRole.BUTTON)).hasAccessibleDescription(Pattern.compile("Allerta rossa: Piena del fiume.*112"));
        assertThat(siren.getByText("Che cosa fare")).hasAttribute("href", Pattern.compile(".*/" + town.slug() + "/avvisi/" + alert));
        assertThat(siren.getByText("chiama il 112")).hasAttribute("href", "tel:112");
        assertThat((String) page.locator(".b").evaluate("it => getComputedStyle(it).backgroundColor")).isEqualTo("rgb(154, 18, 48)");
        looks("widget-emergency");

        ForeignSite.press(page);
        ForeignSite.say(page, "Posso passare dal ponte?");
        page.getByText("Sei il prossimo").waitFor();
        assertThat(page.locator(".p .em")).containsText("Allerta rossa: Piena del fiume");
        looks("widget-emergency-open");
        alerts.follow(town, alert, Relation.ALL_CLEAR);
        assertThat(page.locator(".p .em")).isHidden();
        assertThat(siren).isHidden();
        page.keyboard().press("Escape");
        alerts.send(town, "Vento forte", AlertLevel.YELLOW);
        var wind = alerts.send(town, "Vento molto forte", AlertLevel.ORANGE);
        assertThat(siren).containsText("Allerta arancione: Vento molto forte");
        assertThat(siren.getByText("Che cosa fare")).hasAttribute("href", Pattern.compile(".*" + wind));
    }

    @Test
    void thePlainPageSaysItWithoutJavaScriptAndWithItAsLongAsItLasts() {
        stage.opens(town, where);
        alerts.ready(town);
        var alert = alerts.send(town, "Piena del fiume", AlertLevel.RED);
        var plain = withoutScripts();
        for (var path : new String[] {"", "/contatti", "/chat", "/en/chat"}) {
            plain.navigate(address("/" + town.slug() + path));
            assertThat(plain.locator("#emergenza")).containsText("Allerta rossa: Piena del fiume");
            assertThat(plain.locator("#emergenza a[href='tel:112']")).isVisible();
        }
        assertThat(plain.locator("#emergenza a").first()).hasAttribute("href", "/" + town.slug() + "/en/avvisi/" + alert);
        open("/" + town.slug() + "/chat");
        page.locator("#f").waitFor();
        assertThat(page.locator("#emergenza")).isVisible();
        assertThat(page.locator(".p .em")).isHidden();   // it is said once
        looks("chat-emergency");
        ForeignSite.say(page, "Posso passare dal ponte?");
        page.getByText("Sei il prossimo").waitFor();
        alerts.follow(town, alert, Relation.ALL_CLEAR);
        assertThat(page.locator("#emergenza")).isHidden();
        alerts.send(town, "Vento molto forte", AlertLevel.RED);
        assertThat(page.locator(".p .em")).containsText("Vento molto forte");
        looks("chat-emergency-live");
    }

    @Test
    void anAnswerThatComesWhileThePanelIsClosedIsCountedOnTheButtonAndSaidOnce() {
        var anna = stage.opens(town, where);
        site();
        ForeignSite.press(page);
        ForeignSite.say(page, "Buongiorno, per la mensa?");
        page.getByText("Sei il prossimo").waitFor();
        page.keyboard().press("Escape");
        var form = stage.talk(town, anna);
        answer(anna, form, "Serve l’Isee del 2026.");
        var count = page.locator(".n");
        assertThat(count).hasText("Un nuovo messaggio");
        assertThat(page.locator("[role=status].trap")).hasText("Un nuovo messaggio");
        assertThat(page.getByRole(AriaRole.BUTTON)).hasAccessibleName(Pattern.compile("Linea diretta con l’Urp .*Un nuovo messaggio"));
        answer(anna, form, "E la carta d’identità.");
        assertThat(count).hasText("2 nuovi messaggi");
        assertThat(page.title()).isEqualTo("Mensa scolastica");
        looks("widget-unread");

        page.reload();
        assertThat(count).hasText("2 nuovi messaggi");
        assertThat(page.locator(".p")).isHidden();
        page.route("**/letture", Route::abort);   // as when the page is left before the office is told
        ForeignSite.press(page);
        page.getByText("E la carta d’identità.").waitFor();
        assertThat(count).isHidden();
        page.keyboard().press("Escape");
        assertThat(page.locator(".b")).isFocused();
        assertThat(count).isHidden();
        page.unroute("**/letture");
        page.waitForResponse(it -> it.url().endsWith("/letture") && it.request().method().equals("POST") && it.ok(), page::reload);
        page.locator(".cm").last().waitFor(new com.microsoft.playwright.Locator.WaitForOptions().setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED));
        assertThat(count).isHidden();   // who has read them is not told again
    }

    @Test
    void whatTheOfficeNoLongerTakesWhenTheNetIsBackIsSaidAndStandsInTheFormForACall() {
        stage.at(town, LocalTime.of(12, 55));
        stage.operator(town, where);
        site();
        ForeignSite.press(page);
        page.context().setOffline(true);
        ForeignSite.say(page, "Buongiorno, per la mensa?");
        page.getByText("La rete non c’è: quello che scrivi parte appena torna.").waitFor();
        ForeignSite.say(page, "È per mio figlio.");
        page.getByLabel("Il tuo messaggio").fill("Sto ancora scr");
        town.timePasses(java.time.Duration.ofMinutes(10));
        knows("\"kind\":\"closed\"");
        var answered = page.waitForResponse(it -> it.url().endsWith("/messaggi") && it.request().method().equals("POST"), () -> page.context().setOffline(false));
        assertThat(answered.status()).isEqualTo(409);
        page.getByText("La chat ha appena chiuso: il tuo messaggio non è partito.").waitFor();
        assertThat(page.locator("#messaggio")).hasValue("Buongiorno, per la mensa?\nÈ per mio figlio.\nSto ancora scr");
        assertThat(page.locator(".me")).hasCount(0);
        assertThat(page.context().cookies()).isEmpty();
        looks("widget-refused");

        page.reload();
        ForeignSite.press(page);
        assertThat(page.locator("#messaggio")).hasValue("Buongiorno, per la mensa?\nÈ per mio figlio.");
        page.locator("#nome").fill("Rosa Pascoli");
        page.locator("#telefono").fill("347 1234567");
        page.locator("input[type=checkbox]").check();
        page.getByText("Invia il messaggio").click();
        page.getByText(Pattern.compile("Ricevuto: ti ricontattiamo entro .*Codice CA-")).waitFor();
        assertThat((Boolean) page.evaluate("Object.values(localStorage).every(it => JSON.parse(it).text === '')")).isTrue();
    }

    @Test
    void whoHasGoneToAnotherPageMeanwhileSeesOnTheButtonThatItDidNotLeave() {
        stage.at(town, LocalTime.of(12, 55));
        stage.operator(town, where);
        var mensa = site();
        ForeignSite.press(page);
        page.context().setOffline(true);
        ForeignSite.say(page, "Buongiorno, per la mensa?");
        page.getByText("La rete non c’è: quello che scrivi parte appena torna.").waitFor();
        page.navigate("about:blank");
        page.context().setOffline(false);
        town.timePasses(java.time.Duration.ofMinutes(10));
        knows("\"kind\":\"closed\"");
        page.navigate(mensa.address());
        assertThat(page.locator(".n")).hasText("Il tuo messaggio non è partito");
        looks("widget-unsent");
        ForeignSite.press(page);
        page.getByText("La chat ha appena chiuso: il tuo messaggio non è partito.").waitFor();
        assertThat(page.locator("#messaggio")).hasValue("Buongiorno, per la mensa?");
        assertThat(page.locator(".n")).isHidden();
    }

    private ForeignSite site() {
        try {
            site = new ForeignSite(address(""), town.slug(), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        page.navigate(site.address());
        return site;
    }

    /** It holds for a second what it has looked up. */
    private void knows(String state) {
        await().until(() -> Visitor.of(where).get("/" + town.slug() + "/chat/stato").body().contains(state));
    }

    private static void answer(Visitor anna, String form, String words) {
        anna.post(form + "/risposte", form, Map.of("testo", words));
    }

    /** Looked at on a desk and on a telephone. */
    private void looks(String picture) {
        page.setViewportSize(1280, 800);
        shoot(picture);
        isFitOnATelephone(picture);
    }
}
