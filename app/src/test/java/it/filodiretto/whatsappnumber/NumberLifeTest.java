// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsappnumber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;

import com.microsoft.playwright.Route;
import it.filodiretto.BrowserTest;
import it.filodiretto.Town;
import it.filodiretto.Visitor;
import it.filodiretto.media.Samples;
import it.filodiretto.meta.Graph;
import it.filodiretto.meta.MetaAccount;
import it.filodiretto.meta.MetaSettings;
import it.filodiretto.meta.MetaTrouble;
import it.filodiretto.meta.WhatsAppSecrets;
import it.filodiretto.meta.WhatsAppSettings;
import it.filodiretto.municipality.ContactChannel;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.WhatsAppAccount;
import it.filodiretto.operator.AnyCaller;
import it.filodiretto.operator.Audit;
import it.filodiretto.operator.Operators;
import it.filodiretto.operator.Permission;
import it.filodiretto.operator.Role;
import it.filodiretto.page.Page;
import it.filodiretto.page.PageOperator;
import it.filodiretto.page.PageTown;
import it.filodiretto.simulator.Simulator;
import it.filodiretto.simulator.SimulatorSettings;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.ui.ConcurrentModel;
import org.springframework.web.servlet.ViewResolver;

/** A number's life against the simulator, and its page. */
class NumberLifeTest extends BrowserTest {

    @Autowired Town town;
    @Autowired Municipalities municipalities;
    @Autowired TownProfile usual;
    @LocalServerPort int port;
    @Autowired Operators operators;
    @Autowired Audit audit;
    @Autowired JdbcClient db;
    @Autowired @Qualifier("jteViews") ViewResolver views;
    private Simulator simulator;
    private Graph graph;
    private MetaNumber meta;
    private WhatsAppAccount account;

    @BeforeEach
    void start() throws Exception {
        simulator = Simulator.start(SimulatorSettings.forTests());
        account = town.municipality().requireWhatsapp();
        simulator.addAccount(account.phoneNumberId(), account.businessAccountId(), account.displayNumber(), account.contactName());
        var settings = new MetaSettings(simulator.url(), "v26.0", "app-secret", "", "token", "");
        graph = new Graph(settings, new WhatsAppSettings(Duration.ofDays(8), Duration.ofSeconds(10), 4, Duration.ofSeconds(5)));
        meta = new MetaNumber(new MetaAccount(graph, new WhatsAppSecrets(settings, municipalities)));
    }

    @AfterEach
    void stop() throws Exception {
        graph.close();
        simulator.close();
    }

    @Test
    void aNumberIsVerifiedRegisteredAndKeptByItsPin() {
        control("{\"verified\":false,\"registered\":false}");
        assertThat(meta.standing(account)).satisfies(it -> {
            assertThat(it.verified()).isFalse();
            assertThat(it.registered()).isFalse();
        });
        assertThat(refusal(() -> meta.register(account, "840217"))).contains("Prima va verificato");
        meta.requestCode(account, "SMS");
        assertThat(refusal(() -> meta.verifyCode(account, "000000"))).contains("Il codice è sbagliato");
        meta.verifyCode(account, "123456");
        assertThat(refusal(() -> meta.requestCode(account, "VOICE"))).contains("già verificato");
        meta.register(account, "840217");
        assertThat(refusal(() -> meta.register(account, "111111"))).contains("PIN è sbagliato");
        meta.changePin(account, "573920");
        assertThat(meta.standing(account)).satisfies(it -> assertThat(it.verified() && it.registered() && it.pinned()).isTrue());
        assertThat(List.of("12345", "111111", "123456", "abcdef")).noneMatch(MetaNumber::isPin);
    }

    /** The steps and the failures of docs/operations/moving-a-number.md, one after the other. */
    @Test
    @DisplayName("SF-15: a number that lives on the office's telephone moves as the page for it says, and what can fail says what to do")
    void aNumberMovesFromATelephone() {
        control("{\"just_deleted\":true}");
        assertThat(refusal(() -> meta.register(account, "840217"))).isEqualTo("Il numero è stato appena tolto da WhatsApp. Aspetta cinque minuti e riprova.");
        control("{\"just_deleted\":false}");
        assertThat(refusal(() -> meta.register(account, "840217"))).contains("Prima va verificato");
        meta.requestCode(account, "VOICE");
        meta.verifyCode(account, "123456");
        control("{\"pin\":\"840217\"}");
        for (int i = 0; i < 5; i++) {
            assertThat(refusal(() -> meta.register(account, "573920"))).contains("Se nessuno lo ricorda, toglilo in WhatsApp Manager");
        }
        assertThat(refusal(() -> meta.register(account, "840217"))).startsWith("Troppi PIN sbagliati.");
        control("{\"pin\":null}");
        meta.register(account, "840217");
        meta.register(account, "840217");
        assertThat(refusal(() -> meta.register(account, "840217"))).startsWith("Meta ammette dieci registrazioni in 72 ore");
        assertThat(meta.standing(account)).satisfies(it -> assertThat(it.verified() && it.registered() && it.pinned()).isTrue());
    }

    @Test
    void theProfileSaysWhoAnswersAndWhen() {
        var offered = town.inTown(() -> usual.completed(town.municipality(), meta.standing(account).profile()));
        assertThat(offered.about()).isEqualTo("Canale ufficiale del Comune di Santa Fiora");
        assertThat(offered.description()).contains("lun", ":");
        assertThat(offered.flaws()).isEmpty();
        meta.changeProfile(account, offered);
        meta.changePhoto(account, Samples.photo(200, 200), "image/jpeg");
        var kept = meta.standing(account).profile();
        assertThat(kept.about()).isEqualTo(offered.about());
        assertThat(kept.address()).isEqualTo(offered.address()).isEqualTo(town.municipality().officeOf(ContactChannel.Kind.WHATSAPP).place()).isNotBlank();
        assertThat(kept.photo()).startsWith("https://");
        assertThat(new MetaAccount(graph, new WhatsAppSecrets(new MetaSettings(simulator.url(), "v26.0", "app-secret", "", "token", ""), municipalities))
            .get(account, account.phoneNumberId() + "/whatsapp_business_profile?fields=vertical").path("data").path(0).path("vertical").asString()).isEqualTo("GOVT");
        assertThat(new NumberProfile("x".repeat(140), "", "x".repeat(513), "boh", List.of("ftp://a.it", "https://b.it", "https://c.it"), "").flaws())
            .containsOnlyKeys("info", "descrizione", "email", "siti");
        assertThat(ProfilePhoto.read(Samples.photo(100, 100)).flaw()).contains("troppo piccola");
        assertThat(ProfilePhoto.read(new byte[] {1, 2, 3}).flaw()).contains("JPEG o PNG");
    }

    @Test
    @DisplayName("AR-03: the name that people read is asked of Meta, and the page says what Meta thinks of it")
    void theNameIsAskedForAndItsFateIsRead() {
        meta.askName(account, "Comune di Santa Fiora");
        control("{\"fields\":{\"name_status\":\"PENDING_REVIEW\"}}");
        assertThat(meta.standing(account).nameWords()).isEqualTo("Meta lo sta esaminando");
        control("{\"fields\":{\"name_status\":\"DECLINED\"}}");
        assertThat(meta.standing(account).nameWords()).startsWith("Meta l’ha rifiutato");
    }

    @Test
    @DisplayName("SF-15: what is wrong in a form is refused before Meta is asked, what cannot be asked is said above the page, and nobody but an administrator may")
    void theFormsOfANumbersLifeAnswer() {
        var page = "/console/" + town.slug() + "/impostazioni/whatsapp/numero";
        var anna = enters(Role.ADMIN);
        var wrong = Map.of("verifica", Map.of("codice", "12"), "registrazione", Map.of("pin", "abc"), "pin", Map.of("nuovo", "123456"), "nome", Map.of("nome", "ab"),
            "profilo", Map.of("info", "", "email", "boh"), "collegamenti", Map.of("testo", " "));
        wrong.forEach((form, fields) -> assertThat(anna.post(page + "/" + form, page, fields).statusCode()).as(form).isEqualTo(422));
        assertThat(anna.postFile(page + "/foto", page, Map.of(), "foto", "foto.txt", new byte[] {1, 2, 3}).statusCode()).isEqualTo(422);
        var right = Map.of("codice", Map.of("metodo", "SMS"), "verifica", Map.of("codice", "123-456"), "registrazione", Map.of("pin", "840217"), "pin", Map.of("nuovo", "840217"),
            "nome", Map.of("nome", "Comune di prova"), "collegamenti", Map.of("testo", "attiva"), "collegamenti/ABC/cancellazione", Map.<String, String>of());
        right.forEach((form, fields) -> {
            var answer = anna.post(page + "/" + form, page, fields);
            assertThat(answer.statusCode()).as("without a token, " + form).isEqualTo(409);
            assertThat(answer.body()).contains("Manca il token di WhatsApp");
            if (form.equals("nome") || form.equals("collegamenti")) {
                assertThat(answer.body()).as("what was typed is still there").contains("value=\"" + fields.values().iterator().next() + "\"");
            }
        });
        var profile = anna.post(page + "/profilo", page, Map.of("info", "Risponde l'Urp", "descrizione", "Scrivici"));
        assertThat(profile.statusCode()).isEqualTo(409);
        assertThat(profile.body()).contains("value=\"Risponde l&#39;Urp\"", ">Scrivici</textarea>").doesNotContain("name=\"foto\"", "name=\"testo\"");
        var agent = enters(Role.AGENT);
        assertThat(agent.post(page + "/codice", "/console/" + town.slug() + "/messaggi", Map.of()).statusCode()).isEqualTo(403);
    }

    @Test
    @DisplayName("SF-15, AR-03: each form of a number's life does at Meta what it says, and the page says that it is done")
    void theFormsOfANumbersLifeDoWhatTheySay() {
        control("{\"verified\":false,\"registered\":false}");
        does("codice", "code", "metodo", "VOICE");
        does("verifica", "verified", "codice", "123-456");
        does("registrazione", "registered", "pin", "840217");
        assertThat(meta.standing(account)).satisfies(it -> assertThat(it.verified() && it.registered() && it.pinned()).isTrue());
        does("pin", "pinned", "nuovo", "573920");
        assertThat(refusal(() -> meta.register(account, "840217"))).as("the PIN before").contains("PIN è sbagliato");
        does("nome", "named", "nome", " Comune di Santa Fiora ");
        does("profilo", "profile", "info", "Canale ufficiale", "indirizzo", "Piazza Garibaldi 25", "descrizione", "Gli avvisi del Comune", "email", "urp@comune.example",
            "siti", "https://uno.example\nhttps://due.example");
        does("foto", "photo");
        assertThat(meta.standing(account).profile()).satisfies(it -> {
            assertThat(List.of(it.about(), it.address(), it.description(), it.email())).containsExactly("Canale ufficiale", "Piazza Garibaldi 25", "Gli avvisi del Comune", "urp@comune.example");
            assertThat(it.websites()).containsExactly("https://uno.example", "https://due.example");
            assertThat(it.photo()).startsWith("https://");
        });
        does("collegamenti", "link", "testo", "attiva comune amico");
        var link = meta.standing(account).links().getFirst();
        assertThat(link.text()).isEqualTo("attiva comune amico");
        does("collegamenti/" + link.code() + "/cancellazione", "unlinked");
        assertThat(meta.standing(account).links()).isEmpty();
        assertThat(audited()).containsExactly("code", "verified", "registered", "pinned", "named", "profile", "photo", "link", "unlinked");
    }

    /** Posts the form to the console as it is, with the simulator for Meta. */
    private void does(String form, String done, String... fields) {
        var console = MockMvcBuilders.standaloneSetup(new NumberLifeController(municipalities, meta, usual, audit)).build();
        var page = "/console/" + town.slug() + "/impostazioni/whatsapp/numero";
        try (var _ = new AnyCaller(Permission.ADMINISTER)) {
            town.inTown(() -> {
                try {
                    var post = form.equals("foto") ? multipart(page + "/foto").file("foto", Samples.photo(200, 200)) : post(page + "/" + form);
                    for (int i = 0; i < fields.length; i += 2) {
                        post.param(fields[i], fields[i + 1]);
                    }
                    console.perform(post).andExpect(redirectedUrl(page + "?fatto=" + done));
                    var after = console.perform(get(page).param("fatto", done)).andReturn().getModelAndView();
                    assertThat((NumberView) Objects.requireNonNull(after).getModel().get("view")).satisfies(it -> assertThat(it.done()).as(done).isNotEmpty())
                        .satisfies(it -> assertThat(it.standing()).isNotNull());
                } catch (Exception e) {
                    throw new AssertionError(form, e);
                }
            });
        }
    }

    private List<String> audited() {
        return town.inTransaction(() -> db.sql("select replace(action, 'whatsapp.', '') from audit where action like 'whatsapp.%' order by id").query(String.class).list());
    }

    private Visitor enters(Role role) {
        var email = role.name().toLowerCase(Locale.ROOT) + "@" + town.slug() + ".example";
        operators.add(town.id(), email, "Anna Rossi", "una frase lunga", Set.of(role));
        var visitor = Visitor.of(port);
        visitor.login(email, "una frase lunga");
        return visitor;
    }

    @Test
    void linksOpenAChatWithTheWordsTypedIn() {
        meta.makeLink(account, "attiva comune amico");
        var link = meta.standing(account).links().getFirst();
        assertThat(link.address()).startsWith("https://wa.me/message/");
        meta.deleteLink(account, link.code());
        assertThat(meta.standing(account).links()).isEmpty();
        assertThat(MetaNumber.isLinkText("x".repeat(141))).isFalse();
    }

    @Test
    void thePageIsForAnybodyOnAnyScreen() throws Exception {
        control("{\"verified\":false,\"registered\":false}");
        meta.makeLink(account, "attiva comune amico");
        enter(town.municipality(), Role.ADMIN);
        var path = "/console/" + town.slug() + "/impostazioni/whatsapp/numero";
        open(path);
        assertThat(page.textContent("main")).contains("Il numero +39", "Manca il token");
        var html = drawn();
        page.route(address(path), route -> route.fulfill(new Route.FulfillOptions().setContentType("text/html;charset=UTF-8").setBody(html)));
        open(path);
        assertThat(page.textContent("main")).contains("Non ancora verificato", "attiva comune amico", "Registra il numero");
        isFitForAll("whatsapp-number-life");
    }

    /** As the program draws it, with the simulator for Meta. */
    private String drawn() throws Exception {
        var model = new ConcurrentModel();
        var standing = meta.standing(account);
        var typed = town.inTown(() -> usual.completed(town.municipality(), standing.profile()));
        model.addAttribute("view", new NumberView(account.displayNumber(), standing, typed, Map.of(), Map.of("codice", "Il codice ha sei cifre."), "", ""));
        var request = new MockHttpServletRequest();
        var all = Arrays.stream(Permission.values()).map(Permission::name).collect(Collectors.toSet());
        request.setAttribute(Page.TOWN, new PageTown(town.slug(), "Comune di Santa Fiora", "", town.municipality().zone(), ""));
        request.setAttribute(Page.OPERATOR, new PageOperator("Anna Rossi", all));
        var response = new MockHttpServletResponse();
        var view = Objects.requireNonNull(views.resolveViewName("whatsappnumber/life", Locale.ITALIAN));
        town.inTown(() -> {
            try {
                view.render(model, request, response);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        return response.getContentAsString(StandardCharsets.UTF_8);
    }

    private void control(String json) {
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(HttpRequest.newBuilder(simulator.url().resolve("/_control/accounts/" + account.phoneNumberId()))
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(json)).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String refusal(ThrowingCallable call) {
        return MetaNumber.words(catchThrowableOfType(MetaTrouble.class, call));
    }
}
