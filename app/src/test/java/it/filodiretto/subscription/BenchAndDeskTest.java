// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.municipality.ChannelMode;
import it.filodiretto.municipality.Keywords;
import it.filodiretto.operator.KeyMaker;
import it.filodiretto.operator.Role;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a word would do before it is printed, and who subscribes at the desk. */
@TownTest
@NullMarked
class BenchAndDeskTest {

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired KeyMaker keys;
    @Autowired KeywordBench bench;

    @Test
    void theBenchSaysWhatEachMessageWouldDo() {
        var editor = signedIn(Role.EDITOR);
        var page = editor.get(at("banco?testo=attiva%20comune%20amico%0ABasta%20Stop%0Astop%0Acome%20pago%20la%20Tari%3F%20%3Cb%3E")).body();
        assertThat(page).contains("Si iscrive", "Si cancella", "Arriva alle persone", "&lt;b").doesNotContain("<b>");
        var words = new Keywords(List.of("Girasole"), List.of("Basta"));
        assertThat(town.inTown(() -> bench.tryOut("girasole!\nBASTA\nattiva comune amico", words)).stream().map(KeywordBench.Trial::fate))
            .startsWith(KeywordBench.Fate.JOINS, KeywordBench.Fate.LEAVES).doesNotContain(KeywordBench.Fate.UNREAD);
        assertThat(signedIn(Role.AGENT).get(at("banco")).statusCode()).isEqualTo(403);
    }

    @Test
    void theBenchKnowsTheMode() {
        var silent = town.mode(ChannelMode.ONE_WAY);
        assertThat(silent.inTown(() -> bench.tryOut("come pago la Tari?", bench.present())).getFirst().fate()).isEqualTo(KeywordBench.Fate.UNREAD);
    }

    @Test
    @DisplayName("SF-09 who comes to the desk subscribes and leaves with evidence and a receipt to print")
    void subscribingAndLeavingAtTheDesk() {
        var admin = signedIn(Role.ADMIN);
        var phone = town.newPhone();
        var joined = decide(admin, phone.e164(), "Modulo 12/2026", "iscrive");
        assertThat(joined.statusCode()).isEqualTo(302);
        assertThat(admin.get(joined.headers().firstValue("Location").orElseThrow()).body()).contains("Modulo 12/2026", "Adesso è iscritto", phone.shown());
        assertThat(decide(admin, phone.e164(), "Modulo 12/2026", "iscrive").body()).contains("già iscritto");
        assertThat(decide(admin, phone.e164(), "Telefonata", "cancella").statusCode()).isEqualTo(302);
        assertThat(decide(admin, phone.e164(), "Telefonata", "cancella").body()).contains("non risulta iscritto");
        assertThat(decide(admin, phone.e164(), "È tornata", "iscrive").statusCode()).isEqualTo(302);
        assertThat(decide(admin, "abc", "Modulo", "iscrive").body()).contains("telefono-errore");
        assertThat(decide(admin, "+390573371234", "Modulo", "iscrive").body()).contains("numero fisso");
        assertThat(decide(admin, "899123456", "Modulo", "iscrive").body()).contains("telefono-errore");
        assertThat(decide(admin, town.newPhone().e164(), " ", "iscrive").body()).contains("prova-errore");
        assertThat(signedIn(Role.EDITOR).get(at("sportello")).statusCode()).isEqualTo(403);
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
