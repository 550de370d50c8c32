// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.access.KeyMaker;
import it.filodiretto.audience.Neighbourhoods;
import it.filodiretto.citizen.CitizenId;
import it.filodiretto.operator.Role;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The API and the pages about subscribers, over HTTP. */
@TownTest
@NullMarked
class SubscriberPagesTest {

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired Town otherTown;
    @Autowired KeyMaker keys;
    @Autowired Neighbourhoods neighbourhoods;
    @Autowired EvidencePapers papers;
    @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings;

    @Test
    void anImportOverTheApi() {
        var left = town.newPhone();
        town.citizenWrites(left, "stop");
        var phone = town.newPhone().e164();
        var answer = post(Role.ADMIN, """
            {"subscribers":[{"phone":"%s","evidence":"modulo 12/2026"},{"phone":"%s","topics":["strade"],"evidence":"modulo"},
             {"phone":"x","evidence":"modulo"},{"phone":"%s","evidence":"modulo"},{"phone":"%s","evidence":"ancora"},null,{}]}"""
            .formatted(phone, town.newPhone().e164(), left.e164(), phone));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("""
            {"created":2,"known":0,"refused":[{"index":2,"reason":"bad-number"},{"index":3,"reason":"left"},{"index":4,"reason":"duplicate"},\
            {"index":5,"reason":"bad-number"},{"index":6,"reason":"bad-number"}]}""");
        var count = get("/subscribers/count", Role.EDITOR);
        assertThat(count.body()).isEqualTo("""
            {"active":2,"left":0,"topics":{"protezione-civile":1,"strade":2,"disservizi":1,"scadenze":1,"eventi":1}}""");
    }

    @Test
    @DisplayName("SF-09 over the API too landlines and premium numbers are refused by name, and numbers from abroad are taken")
    void anImportRefusesWhatNobodyHasWhatsAppOn() {
        var answer = post(Role.ADMIN, """
            {"subscribers":[{"phone":"0587 758456","evidence":"modulo"},{"phone":"899 123456","evidence":"modulo"},{"phone":"800 012146","evidence":"modulo"},
             {"phone":"+41 79 123 45 67","evidence":"modulo"},{"phone":"%s","evidence":"modulo"}]}""".formatted(town.newPhone().e164()));
        assertThat(answer.body()).isEqualTo("""
            {"created":2,"known":0,"refused":[{"index":0,"reason":"landline"},{"index":1,"reason":"premium"},{"index":2,"reason":"premium"}]}""");
    }

    @Test
    void whatIsNoListIsAProblem() {
        assertThat(post(Role.ADMIN, "{}").statusCode()).isEqualTo(422);
        assertThat(post(Role.ADMIN, "{\"subscribers\":" + Arrays.toString(new String[10_001]) + "}").statusCode()).isEqualTo(422);
        assertThat(post(Role.ADMIN, "{").statusCode()).isEqualTo(400);
        assertThat(post(Role.EDITOR, "{\"subscribers\":[]}").statusCode()).isEqualTo(403);
        assertThat(post(Role.ADMIN, "{\"subscribers\":[]}").body()).isEqualTo("{\"created\":0,\"known\":0,\"refused\":[]}");
    }

    @Test
    @DisplayName("SF-13 AR-09 BI-07 no page, API or export that a citizen can reach shows a subscriber")
    void nothingThatACitizenCanReachShowsASubscriber() {
        var phone = town.newPhone();
        var citizen = town.citizenWrites(phone, "attiva comune amico");
        var secret = phone.e164().substring(3);
        int seen = 0;
        for (var mapping : mappings.getHandlerMethods().keySet()) {
            for (var pattern : mapping.getPatternValues()) {
                var path = pattern.replace("{slug}", town.slug()).replaceAll("\\{number[^/]*", "1").replaceAll("\\{[^/]*}", citizen.toString());
                var answer = Visitor.of(port).get(path);
                assertThat(answer.body()).as(path).doesNotContain(secret).doesNotContain("•••" + secret.substring(secret.length() - 3));
                if (path.startsWith("/api/") || path.startsWith("/console/" + town.slug())) {
                    assertThat(answer.statusCode()).as(path).isIn(302, 401, 404, 405);
                }
                seen++;
            }
        }
        assertThat(seen).isGreaterThan(5);
        assertThat(Visitor.of(port).get("/api/v1/municipalities/" + town.slug() + "/subscribers/count", "Authorization",
            keys.bearer(otherTown.id(), Role.ADMIN)).statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("SF-12 SF-15 the evidence of one person is one page, with the number masked")
    void evidence() {
        var phone = town.newPhone();
        var citizen = town.citizenWrites(phone, "«ATTIVA COMUNE AMICO» <>");
        town.timePasses(Duration.ofMinutes(1));
        town.citizenWrites(phone, "disattiva");
        var admin = signedIn(Role.ADMIN);
        var sheet = admin.get("/console/" + town.slug() + "/iscritti/" + citizen + "/consenso");
        assertThat(sheet.statusCode()).isEqualTo(200);
        assertThat(sheet.body()).contains(phone.shown(), "ATTIVA COMUNE AMICO» &lt;", "Comportamento concludente", "SHA-256", "/informativa/1",
            "Versione 1", "Cancellazione", "Adesso non è iscritto").doesNotContain(phone.e164().substring(3), "wamid.");
        assertThat(admin.get("/console/" + town.slug() + "/iscritti/" + otherTown.citizenWrites(otherTown.newPhone(), "attiva comune amico") + "/consenso")
            .statusCode()).isEqualTo(404);
        assertThat(signedIn(Role.EDITOR).get("/console/" + town.slug() + "/iscritti/" + citizen + "/consenso").statusCode()).isEqualTo(403);
    }

    @Test
    @DisplayName("SF-15 the evidence comes as a PDF of one page for each number: who, what text, when, which privacy notice")
    void evidenceAsAPdfOfOnePage() throws IOException {
        var phone = town.newPhone();
        var citizen = town.citizenWrites(phone, "Attiva comune amico");
        for (int i = 0; i < 5; i++) {
            town.timePasses(Duration.ofMinutes(1));
            town.citizenWrites(phone, i % 2 == 0 ? "disattiva" : "attiva comune amico");
        }
        var masked = paper(citizen, false);
        assertThat(masked).contains(phone.shown(), "Comportamento concludente", "«attiva comune amico»", "Versione 1", "SHA-256", "2 scelte più vecchie")
            .doesNotContain(phone.e164().substring(3), phone.whole(), "wamid.");
        assertThat(paper(citizen, true)).contains(phone.whole(), "wamid.");
        var path = "/console/" + town.slug() + "/iscritti/" + citizen + "/consenso";
        assertThat(signedIn(Role.ADMIN).get(path + ".pdf").headers().firstValue("Content-Type").orElseThrow()).isEqualTo("application/pdf");
        assertThat(signedIn(Role.ADMIN).post(path + ".pdf", path, Map.of()).body()).startsWith("%PDF");
        assertThat(signedIn(Role.EDITOR).get(path + ".pdf").statusCode()).isEqualTo(403);
        assertThat(get("/subscribers/" + citizen + "/evidence?whole=true", Role.ADMIN).body()).startsWith("%PDF");
        assertThat(get("/subscribers/" + citizen + "/evidence", Role.AGENT).statusCode()).isEqualTo(403);
    }

    /** Its text; it is one tagged page in Italian. */
    private String paper(CitizenId citizen, boolean whole) throws IOException {
        var bytes = town.inTown(() -> papers.pdf(citizen, whole)).orElseThrow();
        Files.createDirectories(Path.of("target/screenshots"));
        Files.write(Path.of("target/screenshots/evidence-" + whole + ".pdf"), bytes);
        try (var pdf = Loader.loadPDF(bytes)) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(1);
            assertThat(pdf.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
            assertThat(pdf.getDocumentCatalog().getStructureTreeRoot()).isNotNull();
            assertThat(pdf.getDocumentCatalog().getLanguage()).isEqualTo("it");
            assertThat(pdf.getDocumentInformation().getTitle()).startsWith("Prova del consenso");
            return new PDFTextStripper().getText(pdf);
        }
    }

    @Test
    void theListCountsByTopicAndMasks() {
        var phones = town.subscribe(60);
        var editor = signedIn(Role.EDITOR);
        var first = editor.get("/console/" + town.slug() + "/iscritti");
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.body()).contains("60 iscritti", "Strade interrotte", "?pagina=2", "•••").doesNotContain("/consenso");
        assertThat(phones).noneMatch(it -> first.body().contains(it.e164().substring(3)));
        assertThat(editor.get("/console/" + town.slug() + "/iscritti?pagina=2").body()).contains("?pagina=1").doesNotContain("?pagina=3");
        assertThat(editor.get("/console/" + town.slug() + "/iscritti?pagina=0").statusCode()).isEqualTo(404);
        assertThat(signedIn(Role.ADMIN).get("/console/" + town.slug() + "/iscritti").body()).contains("/consenso");
    }

    @Test
    @DisplayName("subscribers are counted by district; who named none counts in each")
    void theListCountsByDistrict() {
        var phones = town.subscribe(5);
        town.inTown(() -> neighbourhoods.choose(town.citizen(phones.getFirst()), List.of("Bagnolo")));
        town.inTown(() -> neighbourhoods.choose(town.citizen(phones.getLast()), List.of("Selva")));
        var page = signedIn(Role.EDITOR).get("/console/" + town.slug() + "/iscritti").body();
        assertThat(page).containsPattern("Bagnolo</a></th><td class=\"r\">4<").containsPattern("Marroneto</a></th><td class=\"r\">3<").contains("?di=district:Selva");
    }

    private Visitor signedIn(Role role) {
        var visitor = Visitor.of(port);
        visitor.login(keys.operator(town.id(), role), KeyMaker.PASSWORD);
        return visitor;
    }

    private HttpResponse<String> post(Role role, String json) {
        return Visitor.of(port).postJson("/api/v1/municipalities/" + town.slug() + "/subscribers:import", json, "Authorization", keys.bearer(town.id(), role));
    }

    private HttpResponse<String> get(String path, Role role) {
        return Visitor.of(port).get("/api/v1/municipalities/" + town.slug() + path, "Authorization", keys.bearer(town.id(), role));
    }
}
