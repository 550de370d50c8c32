// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.access.KeyMaker;
import it.filodiretto.operator.Role;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** One person's rights over HTTP: who may what, and what is written down. */
@TownTest
@NullMarked
class DossierPagesTest {

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired Town otherTown;
    @Autowired KnownPerson known;
    @Autowired KeyMaker keys;
    @Autowired JdbcClient db;
    @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings;

    @Test
    @DisplayName("SF-14: no page and no answer shows a whole number unasked, whoever looks")
    void noPageShowsAWholeNumberUnasked() {
        var rosa = known.in(town);
        var conversation = town.inTransaction(() -> db.sql("select id from conversation limit 1").query(String.class).single());
        for (var role : List.of(Role.ADMIN, Role.AGENT, Role.EDITOR)) {
            var visitor = signedIn(role);
            var key = keys.bearer(town.id(), role);
            for (var route : mappings.getHandlerMethods().keySet()) {
                if (route.getProducesCondition().getProducibleMediaTypes().contains(MediaType.TEXT_EVENT_STREAM)) {
                    continue;
                }
                for (var pattern : route.getPatternValues()) {
                    if (pattern.endsWith("/people/{id}/phone") || pattern.endsWith("/people/{id}/export")) {
                        continue;                                            // asked for by name
                    }
                    var id = pattern.contains("messaggi") || pattern.contains("conversations") ? conversation : rosa.id().toString();
                    var path = pattern.replace("{slug}", town.slug()).replaceAll("\\{number[^/]*", "1").replaceAll("\\{[^/]*}", id);
                    var answer = path.startsWith("/api/") ? Visitor.of(port).get(path, "Authorization", key) : visitor.get(path);
                    assertThat(answer.body()).as(role + " " + path).doesNotContain(rosa.phone().digits(), rosa.phone().digits().substring(2),
                        rosa.phone().whole(), rosa.phone().inWhatsAppIds(), rosa.userId());
                }
            }
        }
    }

    @Test
    @DisplayName("SF-14: a whole number is shown on demand to who may, and each view is written down")
    void aWholeNumberIsShownOnDemandAndWrittenDown() {
        var rosa = known.in(town);
        var here = console("/persone/" + rosa.id());
        var agent = signedIn(Role.AGENT);
        assertThat(agent.get(here).body()).contains(rosa.phone().shown(), "Mostra il numero intero").doesNotContain("Scarica tutti");
        assertThat(views()).isZero();
        var revealed = agent.post(here + "/numero", here, Map.of());
        assertThat(revealed.body()).contains(rosa.phone().whole(), KnownPerson.PROFILE_NAME);
        assertThat(revealed.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
        assertThat(views()).isEqualTo(1);
        assertThat(agent.get(here).body()).doesNotContain(rosa.phone().whole());
        assertThat(Visitor.of(port).get(api("/people/" + rosa.id() + "/phone"), "Authorization", keys.bearer(town.id(), Role.AGENT)).body())
            .isEqualTo("{\"phones\":[\"" + rosa.phone().e164() + "\"]}");
        assertThat(views()).isEqualTo(2);
        assertThat(Visitor.of(port).get(api("/people/" + rosa.id() + "/phone"), "Authorization", keys.bearer(town.id(), Role.EDITOR)).statusCode()).isEqualTo(403);
        assertThat(signedIn(Role.EDITOR).get(here).statusCode()).isEqualTo(403);
        assertThat(agent.post(here + "/dati.zip", here, Map.of()).statusCode()).isEqualTo(403);
        assertThat(agent.post(here + "/cancellazione", here, Map.of("motivo", "per prova")).statusCode()).isEqualTo(403);
    }

    @Test
    void anAdministratorFindsByNumberExportsAndErases() {
        var rosa = known.in(town);
        var admin = signedIn(Role.ADMIN);
        var search = console("/persone");
        assertThat(admin.post(search + "/ricerca", search, Map.of("numero", "boh")).body()).contains("non è un numero");
        assertThat(admin.post(search + "/ricerca", search, Map.of("numero", otherTown.newPhone().e164())).body()).contains("non conserviamo niente");
        var found = admin.post(search + "/ricerca", search, Map.of("numero", rosa.phone().e164().substring(3)));
        assertThat(found.headers().firstValue("Location").orElseThrow()).endsWith("/persone/" + rosa.id());
        var here = console("/persone/" + rosa.id());
        assertThat(admin.get(here).body()).contains("Messaggi scritti dalla persona", "Scarica tutti i dati");
        var zip = admin.post(here + "/dati.zip", here, Map.of());
        assertThat(zip.headers().firstValue("Content-Type").orElseThrow()).isEqualTo("application/zip");
        assertThat(zip.body()).startsWith("PK");
        assertThat(admin.post(here + "/cancellazione", here, Map.of("motivo", " ")).body()).contains("Scrivi perché");
        assertThat(admin.post(here + "/cancellazione", here, Map.of("motivo", "richiesta 12/2026")).statusCode()).isEqualTo(302);
        assertThat(admin.get(here).statusCode()).isEqualTo(404);
        assertThat(admin.get(console("/persone/cancellazioni")).body()).contains("richiesta 12/2026", "Una prova", "Anna Prova").doesNotContain(rosa.phone().digits());
        assertThat(admin.post(search + "/ricerca", search, Map.of("numero", rosa.phone().e164())).body()).contains("è stato cancellato", "richiesta 12/2026");
    }

    @Test
    void aProgramFindsAndErases() {
        var rosa = known.in(town);
        var key = keys.bearer(town.id(), Role.ADMIN);
        var found = Visitor.of(port).postJson(api("/people:find"), "{\"phone\":\"" + rosa.phone().e164() + "\"}", "Authorization", key);
        assertThat(found.body()).contains(rosa.id().toString(), rosa.phone().shown()).doesNotContain(rosa.phone().digits());
        assertThat(Visitor.of(port).postJson(api("/people:find"), "{}", "Authorization", key).statusCode()).isEqualTo(422);
        assertThat(Visitor.of(port).get(api("/people/" + rosa.id() + "/export"), "Authorization", key).body()).startsWith("PK");
        assertThat(Visitor.of(port).delete(api("/people/" + rosa.id()), "Authorization", key).statusCode()).isEqualTo(422);
        assertThat(Visitor.of(port).delete(api("/people/" + rosa.id() + "?reason=richiesta"), "Authorization", key).body()).contains("\"kind\":\"JOIN\"");
        assertThat(Visitor.of(port).get(api("/people/" + rosa.id()), "Authorization", key).statusCode()).isEqualTo(404);
        assertThat(Visitor.of(port).get("/api/v1/municipalities/" + otherTown.slug() + "/people/" + rosa.id(), "Authorization",
            keys.bearer(otherTown.id(), Role.ADMIN)).statusCode()).isEqualTo(404);
    }

    private long views() {
        return town.inTransaction(() -> db.sql("select count(*) from audit where action = 'contact.view'").query(Long.class).single());
    }

    private String console(String below) {
        return "/console/" + town.slug() + below;
    }

    private String api(String below) {
        return "/api/v1/municipalities/" + town.slug() + below;
    }

    private Visitor signedIn(Role role) {
        var visitor = Visitor.of(port);
        visitor.login(keys.operator(town.id(), role), KeyMaker.PASSWORD);
        return visitor;
    }
}
