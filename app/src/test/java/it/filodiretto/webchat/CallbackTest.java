// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webchat;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.shared.Ids;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Messages left while the chat is closed, and what becomes of them. */
@TownTest
@NullMarked
class CallbackTest {

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired ChatStage stage;

    @Test
    @DisplayName("CA-04, CA-05: a message left off-line becomes a talk and a call, tried, done, and seen by its code")
    void aMessageLeftBecomesACall() {
        stage.at(town, LocalTime.of(19, 0));
        var rosa = Visitor.from("127.0.8.30", port);
        assertThat(rosa.get(chat()).body()).contains("Chiusa, riapre domani alle 8:30", "ti ricontattiamo entro domani alle 11:30", "Ho letto l’");
        var left = leave(rosa, Map.of("nome", "Rosa <b>Pascoli</b>", "telefono", "347 1234567", "messaggio", "Mi chiamate per la mensa?", "accetto", "si"));
        assertThat(left.statusCode()).isEqualTo(302);
        var state = left.headers().firstValue("Location").orElseThrow();
        assertThat(state).contains("/richiamata/CA-");
        assertThat(state.replaceFirst(".*/richiamata/", "")).doesNotContain("347");
        assertThat(rosa.get(state).body()).contains("Ti ricontattiamo entro domani alle 11:30").doesNotContain("Pascoli").doesNotContain("1234567");
        var anna = stage.operator(town, port);
        var talk = first("/messaggi/([0-9a-f-]{36})", anna.get(console("")).body());
        var here = console("/" + talk + "/richiamate");
        assertThat(anna.get(console("/" + talk)).body()).contains("Mi chiamate per la mensa?", "richiamate");
        var page = anna.get(here).body();
        assertThat(page).contains("data-key=\"1\"", "data-key=\"3\"", "Da richiamare", "Entro domani alle 11:30", "Vedi nome e recapito").doesNotContain("1234567");
        assertThat(anna.post(here + "/recapito", here, Map.of()).body()).contains("+393471234567", "Rosa &lt;b&gt;Pascoli");
        var outcome = here + "/" + first("richiamate/([0-9a-f-]{36})/esito", page) + "/esito";
        assertThat(anna.post(outcome, here, Map.of("esito", "NO_ANSWER")).statusCode()).isEqualTo(302);
        assertThat(rosa.get(state).body()).contains("Abbiamo provato a chiamarti una volta");
        assertThat(anna.post(outcome, here, Map.of("esito", "DONE")).statusCode()).isEqualTo(302);
        assertThat(anna.post(outcome, here, Map.of("esito", "DONE")).statusCode()).as("once").isEqualTo(404);
        assertThat(rosa.get(state).body()).contains("Ti abbiamo richiamato");
        assertThat(anna.get(console("/" + talk)).body()).contains("non risponde (1ª volta)", "si sono parlati");
    }

    @Test
    void whatIsMissingIsSaidAndNothingIsLost() {
        stage.at(town, LocalTime.of(19, 0));
        var rosa = Visitor.from("127.0.8.31", port);
        assertThat(leave(rosa, Map.of("nome", "Rosa", "messaggio", "Mi <i>chiamate</i>?", "accetto", "si")).body())
            .contains("Scrivi un telefono o un’e-mail", "Mi &lt;i&gt;chiamate", "value=\"Rosa\"");
        assertThat(leave(rosa, Map.of("nome", "Rosa", "telefono", "12", "messaggio", "Mi chiamate?", "accetto", "si")).body()).contains("Il numero di telefono non è completo");
        assertThat(leave(rosa, Map.of("nome", "Rosa", "email", "rosa", "messaggio", "Mi chiamate?", "accetto", "si")).body()).contains("L’e-mail non è completa");
        assertThat(leave(rosa, Map.of("nome", "Rosa", "telefono", "347 1234567", "messaggio", "Mi chiamate?")).body()).contains("conferma di aver letto");
        assertThat(leave(rosa, Map.of("nome", "Rosa", "telefono", "347 1234567", "messaggio", "Mi chiamate?", "accetto", "si", "sito", "http://spam")).statusCode()).isEqualTo(422);
    }

    @Test
    void whoLeavesManyWithoutWorkingForItIsStopped() {
        stage.at(town, LocalTime.of(19, 0));
        var fields = Map.of("nome", "Rosa", "telefono", "347 1234567", "messaggio", "Mi chiamate?", "accetto", "si");
        var last = leave(Visitor.from("127.0.8.32", port), fields);
        for (int i = 0; i < 4 && last.statusCode() == 302; i++) {
            last = leave(Visitor.from("127.0.8.32", port), fields);
        }
        assertThat(last.statusCode()).isEqualTo(429);
        assertThat(last.body()).contains("riprova fra dieci minuti", "Mi chiamate?");
    }

    @Test
    void theProofIsWorkForOneKey() {
        var key = ChatKey.next();
        var proof = java.util.stream.IntStream.range(0, 1_000_000).mapToObj(String::valueOf).filter(it -> ChatProof.isDone(key, it)).findFirst().orElseThrow();
        assertThat(ChatProof.isDone(ChatKey.next(), proof)).isFalse();
        assertThat(ChatProof.isDone(key, "x")).isFalse();
    }

    private HttpResponse<String> leave(Visitor who, Map<String, String> fields) {
        var form = fields.entrySet().stream().map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
        return who.postBare(chat() + "/richieste", form + "&invio=" + Ids.next() + "&chiave=" + ChatKey.next().value());
    }

    private static String first(String pattern, String text) {
        var found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(pattern).isTrue();
        return found.group(1);
    }

    private String chat() {
        return "/" + town.slug() + "/chat";
    }

    private String console(String below) {
        return "/console/" + town.slug() + "/messaggi" + below;
    }
}
