// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import it.filodiretto.BrowserTest;
import it.filodiretto.Repository;
import it.filodiretto.Town;
import it.filodiretto.Visitor;
import it.filodiretto.messaging.InboundContent;
import it.filodiretto.operator.Role;
import it.filodiretto.shared.Ids;
import it.filodiretto.webchat.ChatStage;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The inbox without a mouse, and each of its states on the narrowest screen. */
class KeyboardBrowserTest extends BrowserTest {

    @LocalServerPort int where;
    @Autowired Town town;
    @Autowired ChatStage stage;

    @Test
    @DisplayName("SF-10: everything is done by keys; two turn a message into a report or a wish for an appointment")
    void everythingIsDoneByKeys() {
        var phone = town.newPhone();
        town.citizenWrites(phone, "Il mercato c’è anche domani?");
        enter(town.municipality(), Role.AGENT);
        open("/console/" + town.slug() + "/messaggi");
        press("?");
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("annulla entro 10 secondi");
        isAccessible();
        page.keyboard().press("Escape");
        assertThat(page.locator("dialog[open]")).hasCount(0);
        goes("j");
        assertThat(page.locator(".thead")).containsText(phone.shown());
        goes("a");
        assertThat(page.locator("#testata")).containsText("Presa in carico · Anna Rossi");
        press("s");
        goes("2");
        assertThat(page.locator(".lrow .tag")).containsText("buca sulla strada");
        isAccessible();
        open("/console/" + town.slug() + "/messaggi?stato=etichetta&cerca=buca+sulla+strada");
        goes("j");
        assertThat(page.locator(".thead")).containsText(phone.shown());
        press("r");
        page.keyboard().type("Sì, fino alle 13. ajk");
        Assertions.assertThat(page.getByLabel("La tua risposta").inputValue()).isEqualTo("Sì, fino alle 13. ajk");
        goes("Control+Enter");
        assertThat(page.locator(".undo")).containsText("La tua risposta parte tra");
        goes("Control+z");
        assertThat(page.locator(".alertbox")).containsText("Annullata");
        Assertions.assertThat(town.sentTo(phone)).isEmpty();
        page.locator("h2").first().evaluate("document.activeElement.blur()");
        goes("n");
        page.locator("#testo").focus();
        page.keyboard().type("Chiedere alla polizia locale");
        goes("Control+Enter");
        assertThat(page.locator(".log")).containsText("Chiedere alla polizia locale");
        press("z");
        press("Escape");
        press("e");
        press("Tab");
        page.keyboard().type("Ha telefonato");
        goes("Enter");
        assertThat(page.locator(".listpane")).containsText("Hai risposto a tutti");
    }

    /** The focus leaves a panel that was closed only when the page is painted anew: under load, after the next letter. */
    @Test
    void aLetterIsHeardAsSoonAsThePanelIsClosed() {
        town.citizenWrites(town.newPhone(), "Il mercato c’è anche domani?");
        enter(town.municipality(), Role.AGENT);
        open("/console/" + town.slug() + "/messaggi");
        page.evaluate(CLOSED_THEN_TYPED, List.of("tasti", "j"));
        page.waitForURL("**/messaggi/*-*");
        page.evaluate(CLOSED_THEN_TYPED, List.of("comandi", "g", "i"));
        page.waitForURL("**/messaggi");
    }

    private static final String CLOSED_THEN_TYPED = """
        ([panel, ...letters]) => {
          document.getElementById(panel).showModal();
          document.getElementById(panel).close();
          letters.forEach(key => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })));
        }""";

    @Test
    void everyOtherKeyOfTheSheetDoesWhatItSays() {
        town.office("polizia", "Polizia locale");
        var phone = town.newPhone();
        town.citizenWrites(town.newPhone(), "La prima domanda");
        town.citizenWrites(phone, "Il mercato c’è anche domani?", town.now().plusSeconds(1));
        enter(town.municipality(), Role.AGENT);
        press("g");
        press("i");
        page.waitForURL("**/messaggi");
        press("j");
        page.waitForURL("**/messaggi/*-*");
        assertThat(page.locator(".lrow").first()).hasAttribute("aria-current", "true");
        goes("j");
        assertThat(page.locator(".thead")).containsText(phone.shown());
        goes("k");
        assertThat(page.locator(".lrow").first()).hasAttribute("aria-current", "true");
        goes("j");
        assertThat(page.locator(".thead")).containsText(phone.shown());
        press("l");
        page.keyboard().type("via roma");
        goes("Enter");
        assertThat(page.locator(".lrow .tag")).containsText("via roma");
        goes("p");
        assertThat(page.locator(".lrow .tag").first()).containsText("appuntamento");
        press("A");
        page.keyboard().type("Anna");
        press("Tab");
        goes("Enter");
        assertThat(page.locator("#testata")).containsText("Presa in carico · Anna Rossi");
        press("t");
        page.waitForURL("**/storia");
        assertThat(page.locator("main")).containsText("Si rivolge a");
        isFitOnATelephone("inbox-story");
        press("t");
        page.waitForURL("**/messaggi/*-*");
        press("c");
        page.waitForURL("**/richiamate");
        isFitOnATelephone("inbox-callbacks");
        press("c");
        page.waitForURL("**/messaggi/*-*");
        press("P");
        page.waitForURL("**/stampa");
        press("P");
        page.waitForURL("**/messaggi/*-*");
        press("m");
        page.waitForURL("**?modo=modello");
        press("r");
        page.waitForURL(Pattern.compile("/messaggi/[0-9a-f-]{36}$"));
        press("f");
        page.waitForURL("**?modo=allegato*");
        press("/");
        page.keyboard().type("mercato");
        press("Enter");
        page.waitForURL("**cerca=mercato");
        press("j");
        page.waitForURL("**/messaggi/*-*");
        press("o");
        press("Tab");
        press("Enter");
        page.waitForURL("**/messaggi");
        press("j");
        page.waitForURL("**/messaggi/*-*");
        press("z");
        press("Tab");
        goes("Enter");
        assertThat(page.locator("#testata")).containsText("Rimandata");
        isFitOnATelephone("inbox-snoozed");
    }

    @Test
    void theSheetNamesEveryKeyThatAPageHas() {
        var keys = new TreeSet<String>();
        for (var template : Repository.files("app/src/main/jte")) {
            KEY.matcher(Repository.read(template)).results().map(it -> it.group(1)).forEach(keys::add);
        }
        keys.remove("?");   // it opens the sheet, and stands on the button
        enter(town.municipality(), Role.AGENT);
        open("/console/" + town.slug() + "/messaggi");
        press("?");
        assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
        Assertions.assertThat(page.locator("#tasti kbd").allTextContents()).contains("1", "3", "9", "f", "j", "k", "g", "h").containsAll(keys);
    }

    private static final Pattern KEY = Pattern.compile("data-(?:key|letter)=\"(?:\\$\\{[^}]* \\? \")?([A-Za-z/?])\"");

    @Test
    void aPersonIsRegisteredAndATalkSavedByOneKey() {
        town.like("pistoia");
        town.citizenWrites(town.newPhone(), "Mi chiamate?");
        enter(town.municipality(), Role.AGENT);
        open("/console/" + town.slug() + "/messaggi?stato=registrare");
        press("j");
        page.waitForURL("**/messaggi/*-*");
        assertThat(page.locator("[data-key=i]")).isVisible();
        press("i");
        assertThat(page.locator("[data-key=i]")).hasCount(0);
        page.waitForLoadState();
        page.waitForRequest("**/stampa.pdf", () -> press("D"));
        press("g");
        press("a");
        page.waitForURL("**/avvisi");
        press("g");
        press("h");
        page.waitForURL("**/console/" + town.slug());
    }

    @Test
    void aCallIsSettledByADigit() {
        stage.at(town, LocalTime.of(22, 0));
        var chat = "/" + town.slug() + "/chat";
        Visitor.of(where).post(chat + "/richieste", chat, Map.of("nome", "Rosa Pascoli", "telefono", "347 1234567", "messaggio", "Mi chiamate?", "accetto", "si", "invio", Ids.next().toString()));
        enter(town.municipality(), Role.AGENT);
        open("/console/" + town.slug() + "/messaggi?stato=richiamare");
        press("j");
        page.waitForURL("**/messaggi/*-*");
        press("c");
        page.waitForURL("**/richiamate");
        assertThat(page.locator("[data-key='1']")).containsText("ci siamo parlati");
        press("1");
        assertThat(page.locator("[data-key='1']")).hasCount(0);
        open("/console/" + town.slug() + "/messaggi?stato=richiamare");
        assertThat(page.locator(".lrow")).hasCount(0);
    }

    @Test
    void whatHasNoKeyIsDoneByItsWords() {
        var phone = town.newPhone();
        town.citizenWrites(phone, "Il mercato c’è anche domani?");
        enter(town.municipality(), Role.AGENT);
        open("/console/" + town.slug() + "/messaggi");
        press("j");
        page.waitForURL("**/messaggi/*-*");
        press("Control+k");
        assertThat(page.locator("#comandi")).containsText("Cita o reagisci");
        isAccessible();
        page.keyboard().type("nessuna azione si chiama cosi");
        assertThat(page.locator("#comandi [role=status]")).containsText("Nessuna azione");
        page.getByLabel("Cerca un’azione di questa pagina").fill("mostra numero");
        press("ArrowDown");
        goes("Enter");
        assertThat(page.locator(".side")).containsText(phone.e164());
        press("Control+k");
        page.keyboard().type("unisci");
        press("Enter");
        page.keyboard().type("333");
        Assertions.assertThat(page.getByLabel("Unisci a chi ha questo numero").inputValue()).as("folded away, opened").isEqualTo("333");
        press("Control+k");
        page.keyboard().type("TERMINA");
        press("Enter");
        press("Tab");
        page.keyboard().type("Ha telefonato");
        goes("Enter");
        assertThat(page.locator(".listpane")).containsText("Hai risposto a tutti");
        press("Control+k");
        page.keyboard().type("avvisi");
        press("Enter");
        page.waitForURL("**/avvisi");
        press("Control+k");
        page.keyboard().type("mercato");
        press("Enter");
        page.waitForURL("**/messaggi?stato=tutte&cerca=mercato");
        assertThat(page.locator(".listpane")).containsText("Il mercato c’è anche domani?");
        page.navigate(address("/console/" + town.slug()));
        page.getByLabel("Cerca persona, codice, parola").fill("nessuno lo ha scritto");
        press("Enter");
        assertThat(page.locator(".listpane")).containsText("non si trova");
    }

    @Test
    void whoIsElsewhereIsToldByTheTitleAndASoundAgainAndAgainUntilSomebodyLooks() {
        page.addInitScript("""
            window.rings = 0; localStorage.setItem('sound', 'yes');
            window.AudioContext = class {
              currentTime = 0;
              createOscillator() { window.rings++; return { frequency: {}, connect() {}, start() {}, stop() {} }; }
            };""");
        page.clock().install();
        enter(town.municipality(), Role.AGENT);
        page.waitForResponse(it -> it.url().contains("/messaggi/elenco"), () -> open("/console/" + town.slug() + "/messaggi"));
        assertThat(page).hasTitle(Pattern.compile("^Messaggi"));
        town.citizenWrites(town.newPhone(), "Mi sentite?");
        assertThat(page).hasTitle(Pattern.compile("^\\(1\\) Messaggi"));
        Assertions.assertThat(page.evaluate("window.rings")).isEqualTo(1);
        page.clock().runFor(61_000);
        Assertions.assertThat(((Number) page.evaluate("window.rings")).intValue()).isGreaterThan(1);
        press("j");
        page.waitForURL("**/messaggi/*-*");
        assertThat(page).hasTitle(Pattern.compile("^Conversazione"));
    }

    @Test
    void aPlaceIsDrawnOnAMapThatTheBrowserMayLoad() {
        var phone = town.newPhone();
        town.arrives(phone, new InboundContent.Location(43.4633, 11.8797, "Piazza Grande", "Arezzo"), town.now(), "wamid." + Ids.next());
        enter(town.municipality(), Role.AGENT);
        page.route("https://tiles.example/**", it -> it.fulfill(new Route.FulfillOptions().setContentType("image/svg+xml")
            .setBody("<svg xmlns='http://www.w3.org/2000/svg' width='256' height='256'><rect width='256' height='256' fill='#dde8d0'/></svg>")));
        open("/console/" + town.slug() + "/messaggi");
        page.locator(".lrow").first().click();
        assertThat(page.locator(".map .leaflet-tile-loaded").first()).isVisible();
        assertThat(page.locator(".map")).containsText("OpenStreetMap");
        assertThat(page.getByLabel("Ingrandisci")).isVisible();
        isFitForAll("inbox-map");
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
        page.locator("#esito").evaluate("it => it.closest('details').open = true");
        page.getByLabel("Motivo").fill("Prova");
        page.getByText("Chiudi la conversazione").click();
        page.waitForURL("**/messaggi");
        open(talk);
        assertThat(page.locator("#testata")).containsText("Chiusa");
        isFitOnATelephone("inbox-closed");
        var other = town.newPhone();
        town.citizenWrites(other, "Sono sempre io");
        page.locator("#numero").evaluate("it => it.closest('details').open = true");
        page.getByLabel("Unisci a chi ha questo numero").fill(other.e164());
        page.keyboard().press("Enter");
        page.waitForURL("**/messaggi?stato=tutte");
        page.locator(".lrow").first().click();
        assertThat(page.locator(".side")).containsText("È la stessa persona di");
        isFitOnATelephone("inbox-merged");
        for (var list : List.of("?stato=chiuse", "?stato=rimandate", "?stato=chiamato", "/a-voce", "?stato=ritardo", "?cerca=niente", "/senza-risposta", "/risposte-pronte")) {
            open(inbox + list);
            isFitOnATelephone("inbox-" + list.replaceAll("\\W", ""));
        }
    }

    /** When the page is there, scripts included. */
    private void press(String key) {
        page.waitForLoadState();
        page.keyboard().press(key);
    }

    /** A key that brings another page. */
    private void goes(String key) {
        brings(page, () -> press(key));
    }
}
