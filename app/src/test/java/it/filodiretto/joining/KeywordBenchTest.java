// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.joining;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.access.KeyMaker;
import it.filodiretto.municipality.ChannelMode;
import it.filodiretto.operator.Role;
import it.filodiretto.wording.Keywords;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a word would do before it is printed. */
@TownTest
@NullMarked
class KeywordBenchTest {

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
    @DisplayName("the clerk reads what a person would read: the town's name, links and the words on trial, and no braces")
    void theAnswerIsShownAsItArrives() {
        var page = signedIn(Role.EDITOR).get(at("banco?testo=girasole%0Abasta&iscrive=Girasole&cancella=Basta")).body();
        assertThat(page).contains(town.municipality().fullName(), "/preferenze/…", "/informativa/", "scrivi Girasole").doesNotContain("{comune}", "{policy-link}", "{opt-in}");
    }

    @Test
    void theBenchKnowsTheMode() {
        var silent = town.mode(ChannelMode.ONE_WAY);
        assertThat(silent.inTown(() -> bench.tryOut("come pago la Tari?", bench.present())).getFirst().fate()).isEqualTo(KeywordBench.Fate.UNREAD);
    }

    @Test
    @DisplayName("the bench knows that a district of the profile may follow the word")
    void theBenchKnowsTheDistricts() {
        var tried = town.inTown(() -> bench.tryOut("attiva comune amico Bagnolo\nattiva comune amico Milano", bench.present()));
        assertThat(tried.getFirst()).satisfies(it -> {
            assertThat(it.fate()).isEqualTo(KeywordBench.Fate.JOINS);
            assertThat(it.district()).isEqualTo("Bagnolo");
        });
        assertThat(tried.getLast().fate()).isEqualTo(KeywordBench.Fate.ASKED_TO_JOIN);
        assertThat(signedIn(Role.EDITOR).get(at("banco?testo=attiva%20comune%20amico%20bagnolo")).body()).contains("e riceve gli avvisi di Bagnolo");
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
