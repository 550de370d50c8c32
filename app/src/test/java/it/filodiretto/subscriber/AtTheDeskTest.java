// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.access.KeyMaker;
import it.filodiretto.audience.Neighbourhoods;
import it.filodiretto.operator.Role;
import it.filodiretto.subscription.Preferences;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Who subscribes and leaves at the desk. */
@TownTest
@NullMarked
class AtTheDeskTest {

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired KeyMaker keys;
    @Autowired Receipts receipts;
    @Autowired Neighbourhoods neighbourhoods;
    @Autowired Preferences preferences;

    @Test
    @DisplayName("SF-09 who comes to the desk subscribes and leaves with evidence and a receipt to print")
    void subscribingAndLeavingAtTheDesk() {
        var admin = signedIn(Role.ADMIN);
        var phone = town.newPhone();
        var joined = decide(admin, phone.e164(), "Modulo 12/2026", "iscrive");
        assertThat(joined.statusCode()).isEqualTo(302);
        assertThat(admin.get(joined.headers().firstValue("Location").orElseThrow()).body()).contains("Modulo 12/2026", "Adesso è iscritto", phone.shown());
        assertThat(decide(admin, phone.e164(), "Modulo 12/2026", "iscrive").body()).contains("già iscritto");
        town.inTown(() -> neighbourhoods.choose(town.citizen(phone), Set.of("Bagnolo")));
        assertThat(decide(admin, phone.e164(), "Telefonata", "cancella").statusCode()).isEqualTo(302);
        assertThat(decide(admin, phone.e164(), "Telefonata", "cancella").body()).contains("non risulta iscritto");
        assertThat(decide(admin, phone.e164(), "È tornata", "iscrive").statusCode()).isEqualTo(302);
        assertThat(town.inTown(() -> preferences.find(town.citizen(phone)))).as("who comes back begins anew").hasValue(new Preferences.Chosen(null, null));
        assertThat(decide(admin, town.newPhone().e164(), "Modulo", "").body()).as("neither button").contains("non è cambiato niente");
        assertThat(decide(admin, "abc", "Modulo", "iscrive").body()).contains("telefono-errore");
        assertThat(decide(admin, "+390573371234", "Modulo", "iscrive").body()).contains("numero fisso");
        assertThat(decide(admin, "899123456", "Modulo", "iscrive").body()).contains("telefono-errore");
        assertThat(decide(admin, town.newPhone().e164(), " ", "iscrive").body()).contains("prova-errore");
        assertThat(signedIn(Role.EDITOR).get(at("sportello")).statusCode()).isEqualTo(403);
    }

    @Test
    @DisplayName("Peers 10: who answers at the desk subscribes people there, and neither imports lists nor exports consents")
    void whoStandsAtTheDeskSubscribesPeople() {
        for (var role : List.of(Role.AGENT, Role.SUPERVISOR)) {
            var desk = signedIn(role);
            assertThat(desk.get("/console/" + town.slug() + "/iscritti").body()).contains("/iscritti/sportello").doesNotContain("/iscritti/importazioni");
            assertThat(desk.get(at("sportello")).body()).contains("/iscritti/locandina.pdf");
            var evidence = decide(desk, town.newPhone().e164(), "Modulo 14/2026", "iscrive").headers().firstValue("Location").orElseThrow();
            assertThat(desk.get(evidence).body()).contains("Modulo 14/2026", "/ricevuta.pdf").doesNotContain("consenso.pdf");
            assertThat(desk.get(evidence.replace("/consenso", "/ricevuta.pdf")).statusCode()).isEqualTo(200);
            assertThat(desk.get(evidence + ".pdf").statusCode()).isEqualTo(403);
            assertThat(desk.get(at("importazioni")).statusCode()).isEqualTo(403);
        }
    }

    @Test
    @DisplayName("Peers 10: who comes to the desk takes a receipt home, whose code leads back to the evidence")
    void theReceiptHasACode() throws Exception {
        var admin = signedIn(Role.ADMIN);
        var phone = town.newPhone();
        var evidence = decide(admin, phone.e164(), "Modulo 13/2026", "iscrive").headers().firstValue("Location").orElseThrow();
        assertThat(admin.get(evidence).body()).contains("/ricevuta.pdf", "Ricevuta da stampare");
        var code = town.inTown(() -> receipts.of(town.citizen(phone))).orElseThrow().code();
        try (var pdf = Loader.loadPDF(admin.bytes(evidence.replace("/consenso", "/ricevuta.pdf")))) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(1);
            assertThat(new PDFTextStripper().getText(pdf).replaceAll("\\s+", " ")).contains(code, "Iscritto agli avvisi", phone.shown(), "DISATTIVA COMUNE AMICO").doesNotContain(phone.e164().substring(3));
        }
        for (var typed : List.of(code, code.toLowerCase(Locale.ROOT).replace("-", ""), " " + code.replace("-", "%20") + " ")) {
            assertThat(admin.get(at("ricevute?codice=" + typed.replace(" ", "%20"))).headers().firstValue("Location").orElse("")).as(typed).endsWith(evidence.substring(evidence.indexOf("/iscritti/")));
        }
        assertThat(admin.get(at("ricevute?codice=00000000")).body()).contains("Nessuna ricevuta ha questo codice");
        assertThat(signedIn(Role.EDITOR).get(at("ricevute?codice=" + code)).statusCode()).isEqualTo(403);
    }

    private HttpResponse<String> decide(Visitor admin, String phone, String evidence, String choice) {
        return admin.post(at("sportello"), at("sportello"), Map.of("telefono", phone, "prova", evidence, "scelta", choice));
    }

    private Visitor signedIn(Role role) {
        var visitor = Visitor.of(port);
        visitor.login(keys.operator(town.id(), role), KeyMaker.PASSWORD);
        return visitor;
    }

    private String at(String below) {
        return "/console/" + town.slug() + "/iscritti/" + below;
    }
}
