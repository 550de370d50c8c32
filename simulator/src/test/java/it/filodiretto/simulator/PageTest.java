// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page of telephones in a real browser. */
class PageTest {

    private static final String ACCOUNT = "390564000001";

    private static Playwright playwright;
    private static Browser browser;

    private final List<String> complaints = new ArrayList<>();
    private TownHall town;
    private Simulator simulator;
    private Page page;

    @BeforeAll
    static void startBrowser() {
        PlaywrightAssertions.setDefaultAssertionTimeout(TownHall.PATIENCE.toMillis());   // a busy machine shows the same page, later
        var named = System.getenv().getOrDefault("FILODIRETTO_CHROMIUM", "/usr/bin/chromium");
        var chromium = Stream.of(named, "/usr/bin/chromium-browser", "/usr/bin/google-chrome").map(Path::of)
                .filter(Files::isExecutable).findFirst()
                .orElseThrow(() -> new IllegalStateException("No Chromium here: apt-get install chromium"));
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(chromium)
                .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                        "--disable-component-update", "--disable-sync")));
    }

    @AfterAll
    static void stopBrowser() {
        playwright.close();
    }

    @BeforeEach
    void start() throws Exception {
        town = new TownHall();
        try (var accounts = SimulatorMain.class.getResourceAsStream("accounts.json")) {
            simulator = Simulator.start(SimulatorSettings.forTests().webhook(town.webhook()), accounts.readAllBytes());
        }
        open(1440, "/telefoni/santa-fiora");
    }

    private void open(int width, String path) {
        page = browser.newPage(new Browser.NewPageOptions().setViewportSize(width, 900));
        page.onConsoleMessage(it -> {
            if (it.type().equals("error")) {
                complaints.add(it.text());
            }
        });
        page.onPageError(complaints::add);
        page.navigate(simulator.url() + path);
    }

    @AfterEach
    void stop() {
        page.close();
        simulator.close();
        town.close();
    }

    private Locator phone(String name) {
        return page.locator("section.phone").filter(new Locator.FilterOptions().setHas(
                page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name))));
    }

    private void answer(String text) throws Exception {
        town.call(simulator, "POST", "/v26.0/" + ACCOUNT + "/messages", text);
    }

    @Test
    void oneWritesReadsTapsAndSeesTheTicksWithoutAMouse() throws Exception {
        var field = page.getByLabel("Messaggio di Rosa");
        field.focus();
        page.keyboard().type("attiva comune amico");
        page.keyboard().press("Enter");
        assertThat(phone("Rosa").locator(".wb.me")).containsText("consegnato");
        var id = simulator.phone("+393471231101").chat(ACCOUNT).messages().getFirst().id();
        answer("{\"messaging_product\":\"whatsapp\",\"status\":\"read\",\"message_id\":\"" + id + "\"}");
        assertThat(phone("Rosa").locator(".wb.me")).containsText("letto");
        answer("""
                {"messaging_product":"whatsapp","to":"393471231101","type":"interactive","interactive":{"type":"button",
                 "body":{"text":"*Vuoi* gli avvisi?"},"action":{"buttons":[{"type":"reply","reply":{"id":"si","title":"Sì, iscrivimi"}}]}}}""");
        var button = phone("Rosa").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Sì, iscrivimi"));
        button.focus();
        page.keyboard().press("Enter");
        await().until(() -> town.posts.stream().anyMatch(
                it -> it.value().at("/messages/0/interactive/button_reply/id").asString("").equals("si")));
        assertThat(phone("Rosa").locator("b").last()).hasText("Vuoi");
        assertThat(page.locator("#passa")).containsText("testo da Rosa");
        assertThat(page.locator("#gratis")).hasText("Risposte gratis rimaste: 999 di 1.000");
        assertThat(page.locator("#prezzi")).containsText("risposte, gratis: 1");
        assertThat(complaints).isEmpty();
    }

    @Test
    void aTelephoneSwitchedOffWaitsAndANewOneIsAdded() {
        phone("Gino").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Spegni, telefono di Gino")).click();
        assertThat(phone("Gino")).containsText("Spento");
        assertThat(page.getByLabel("Messaggio di Gino")).isDisabled();
        assertThat(simulator.phone("+393281234404").on()).isFalse();
        page.getByText("Aggiungi un telefono").first().click();
        page.locator("#n-nome").fill("Ines");
        page.locator("#n-numero").fill("12");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.ALERT).filter(new Locator.FilterOptions().setHasText("Scrivi un numero"))).isVisible();
        page.locator("#n-numero").fill("347 000 1234");
        page.keyboard().press("Enter");
        assertThat(phone("Ines")).containsText("+39 347 •••1234");
    }

    @Test
    void aMessageIsAnsweredReactedToChangedAndTakenBackAndPicturesAreSeen() throws Exception {
        var chat = simulator.phone("+393471231101").chat(ACCOUNT);
        var id = chat.write("via Rma");
        var mine = phone("Rosa").locator(".wb.me").first();
        action(mine, "Modifica");
        page.getByLabel("Messaggio di Rosa").fill("via Roma");
        page.keyboard().press("Enter");
        assertThat(mine).containsText("via Roma");
        action(mine, "Metti 👍");
        assertThat(mine.locator(".react")).hasText("👍");
        action(mine, "Rispondi");
        page.getByLabel("Messaggio di Rosa").fill("numero 12");
        page.keyboard().press("Enter");
        assertThat(phone("Rosa").locator(".wb.me .quote")).hasText("via Roma");
        action(mine, "Elimina");
        assertThat(mine).containsText("Messaggio eliminato");
        assertThat(chat.messages().getFirst().id()).isEqualTo(id);
        phone("Rosa").getByText("Posizione").click();
        awaitValue("/messages/0/type", "location");
        phone("Rosa").getByText("Foto").click();
        assertThat(phone("Rosa").locator("img.foto")).isVisible();
        phone("Rosa").getByText("Altro").click();
        phone("Rosa").getByText("Documento").click();
        assertThat(phone("Rosa").locator(".wb.me").last()).containsText("Documento modulo.pdf");
        phone("Rosa").getByText("Voce").click();
        awaitValue("/messages/0/type", "audio");
    }

    @Test
    void actionsListsRequestsAndFlowsWorkByKeyboard() throws Exception {
        var chat = simulator.phone("+393471231101").chat(ACCOUNT);
        var id = chat.write("via Rma");
        var mine = phone("Rosa").locator(".wb.me").first();
        mine.locator("summary").focus();
        page.keyboard().press("Enter");
        var like = mine.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Metti 👍"));
        like.focus();
        answer("{\"messaging_product\":\"whatsapp\",\"status\":\"read\",\"message_id\":\"" + id + "\"}");
        assertThat(mine).containsText("letto");
        assertThat(like).isFocused();
        page.keyboard().press("Enter");
        assertThat(mine.locator(".react")).hasText("👍");
        interactive("list", "{\"button\":\"Scegli\",\"sections\":[{\"title\":\"Temi\",\"rows\":[{\"id\":\"acqua\",\"title\":\"Acqua\",\"description\":\"Guasti e lavori\"}]}]}");
        press("Scegli");
        var row = page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON).first();
        assertThat(row).containsText("Guasti e lavori");
        assertThat(row).isFocused();
        axe();
        page.keyboard().press("Enter");
        awaitValue("/messages/0/interactive/list_reply/id", "acqua");
        interactive("location_request_message", "{\"name\":\"send_location\"}");
        press("Invia posizione");
        awaitValue("/messages/0/type", "location");
        interactive("request_contact_info", "{\"name\":\"request_contact_info\"}");
        press("Invia il mio numero");
        awaitValue("/messages/0/contacts/0/phones/0/phone", "+393471231101");
        awaitValue("/messages/0/origin", "contact_request");
        interactive("flow", "{\"name\":\"flow\",\"parameters\":{\"flow_message_version\":\"3\",\"flow_id\":\"1\",\"flow_token\":\"f1\",\"flow_cta\":\"Compila\"}}");
        press("Compila");
        assertThat(page.getByLabel("La tua risposta")).isFocused();
        page.keyboard().type("martedì");
        page.keyboard().press("Enter");
        awaitValue("/messages/0/interactive/nfm_reply/response_json", "{\"flow_token\":\"f1\",\"risposta\":\"martedì\"}");
        assertThat(phone("Rosa").locator(".wb.me").last()).containsText("Compila: martedì");
        assertThat(phone("Rosa").getByText("Apri la mappa")).hasAttribute("href",
                java.util.regex.Pattern.compile("https://www\\.openstreetmap\\.org/\\?mlat=42\\.83.*"));
        assertThat(complaints).isEmpty();
    }

    private void interactive(String kind, String action) throws Exception {
        answer("{\"messaging_product\":\"whatsapp\",\"to\":\"393471231101\",\"type\":\"interactive\",\"interactive\":{\"type\":\"" + kind
                + "\",\"body\":{\"text\":\"Dimmi\"},\"action\":" + action + "}}");
    }

    private void press(String words) {
        phone("Rosa").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(words).setExact(true)).focus();
        page.keyboard().press("Enter");
    }

    private void awaitValue(String pointer, String value) {
        await().until(() -> town.posts.stream().anyMatch(it -> it.value().at(pointer).asString("").equals(value)));
    }

    private void axe() {
        var found = new AxeBuilder(page).setLegacyMode(true).withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")).analyze();
        assertThat(found.getViolations()).extracting(it -> it.getId() + " " + it.getNodes()).isEmpty();
    }

    @Test
    void aReceivedDocumentIsSavedAndACallSaysWhatBecameOfIt() throws Exception {
        var chat = simulator.phone("+393471231101").chat(ACCOUNT);
        chat.attach(Attachment.document("application/pdf", "%PDF-1.4".getBytes(StandardCharsets.UTF_8), "modulo.pdf", null));
        var saved = page.waitForDownload(() -> phone("Rosa").getByText("Apri l’allegato").press("Enter"));
        assertThat(saved.suggestedFilename()).isEqualTo("allegato.pdf");
        simulator.change(it -> it.calls(new CallRules(Duration.ofSeconds(30))));
        var id = chat.call();
        town.call(simulator, "POST", "/v26.0/" + ACCOUNT + "/calls", "{\"messaging_product\":\"whatsapp\",\"call_id\":\"" + id + "\",\"action\":\"reject\"}");
        assertThat(phone("Rosa").locator(".wb.me").last()).containsText("Chiamata WhatsApp, rifiutata dal Comune");
    }

    @Test
    void aShortLinkIsFollowedAndItsCodeDrawn() throws Exception {
        var link = TownHall.json(town.call(simulator, "POST", "/v26.0/" + ACCOUNT + "/message_qrdls",
                "{\"prefilled_message\":\"Iscrivimi\",\"generate_qr_image\":\"SVG\"}"));
        var code = link.path("code").asString();
        page.navigate(simulator.url() + "/wa.me/message/" + code);
        assertThat(page.locator("section.phone input").first()).hasValue("Iscrivimi");
        var drawn = page.request().get(link.path("qr_image_url").asString());
        assertThat(drawn.text()).startsWith("<svg");
        assertThat(page.request().get(link.path("qr_image_url").asString().replace(".svg", ".png")).body()).startsWith(0x89, 'P', 'N', 'G');
        assertThat(page.navigate(simulator.url() + "/wa.me/message/NIENTE").status()).isEqualTo(404);
    }

    /** By keyboard: a mouse may come down on a bubble that, delivered or read, is drawn anew before it is let go. */
    private static void action(Locator bubble, String words) {
        bubble.locator("summary").press("Enter");
        bubble.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(words)).press("Enter");
    }

    @Test
    void faultsAndClockReallyWork() {
        page.getByLabel("WhatsApp risponde errore 500").check();
        await().until(() -> simulator.faults().active().stream().anyMatch(it -> it.kind() == FaultKind.SERVER_ERROR));
        page.getByLabel("Limite di 250 persone al giorno").check();
        await().until(() -> simulator.rules().limits().portfolio() == 250);
        assertThat(page.locator("#attivi")).hasText("2 attivi");
        page.getByLabel("WhatsApp risponde errore 500").uncheck();
        await().until(() -> simulator.faults().active().isEmpty());
        page.getByText("+1 h").click();
        assertThat(page.locator("#scarto")).hasText("Avanti di 1 h");
        assertThat(simulator.clock().offset().toMinutes()).isBetween(59L, 60L);
        page.getByText("Ferma").click();
        await().until(() -> simulator.clock().stopped());
    }

    @Test
    void aWaMeLinkOpensTheTelephoneWithItsTextTypedIn() {
        page.navigate(simulator.url() + "/wa.me/393427777361?text=" + URLEncoder.encode("Iscrivimi è bello", StandardCharsets.UTF_8));
        assertThat(page.locator("section.phone input").first()).hasValue("Iscrivimi è bello");
        assertThat(page.locator("header")).containsText("+39 342 7777361");
        assertThat(page.navigate(simulator.url() + "/wa.me/390000000000").status()).isEqualTo(404);
    }

    @Test
    void theNewestMessageIsInSightAlsoWhenThePageIsOpenedAgain() {
        var chat = simulator.phone("+393471231101").chat(ACCOUNT);
        for (int each = 0; each < 12; each++) {
            chat.write("Messaggio numero " + each);
        }
        open(1280, "/telefoni/santa-fiora");
        assertThat(page.locator("section.phone")).hasCount(4);
        assertThat(phone("Rosa").locator(".wb").last()).isInViewport();
        phone("Rosa").locator(".wb").first().scrollIntoViewIfNeeded();
        page.getByLabel("Messaggio di Rosa").fill("STOP");
        page.keyboard().press("Enter");
        assertThat(phone("Rosa").getByText("STOP")).isInViewport();
        assertThat(complaints).isEmpty();
    }

    @Test
    void thePageIsAccessibleAndFitsASmallTelephone() throws Exception {
        simulator.phone("+393471231101").chat(ACCOUNT).write("ciao, c’è posta?");
        answer(TownHall.text("393471231101", "Sì: https://santafiora.example/un/indirizzo/molto/lungo/che/non/finisce/mai"));
        simulator.phone("+393281234404").power(false);
        for (var width : new int[] {1440, 320}) {
            open(width, "/telefoni/santa-fiora");
            assertThat(phone("Rosa").locator(".wb")).hasCount(2);
            page.getByText("Altri guasti").click();
            phone("Rosa").getByText("Altro").click();
            phone("Rosa").locator(".act summary").first().press("Enter");
            var found = new AxeBuilder(page).setLegacyMode(true).withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")).analyze();
            assertThat(found.getViolations()).extracting(it -> it.getId() + " " + it.getNodes()).isEmpty();
            assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")).isEqualTo(true);
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/page-" + width + ".png")).setFullPage(true));
        }
        assertThat(complaints).isEmpty();
    }
}
