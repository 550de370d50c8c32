// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.chatpage;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.shared.Ids;
import it.filodiretto.webchat.ChatKey;
import it.filodiretto.webchat.ChatStage;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
        var left = leave(rosa, Map.of("nome", "Rosa <b>Pascoli</b>", "telefono", "347 1234567", "email", "rosa@example.it", "messaggio", "Mi chiamate per la mensa?", "accetto", "si"));
        assertThat(left.statusCode()).isEqualTo(302);
        var state = left.headers().firstValue("Location").orElseThrow();
        assertThat(state).contains("/richiamata/CA-");
        assertThat(state.replaceFirst(".*/richiamata/", "")).doesNotContain("347");
        assertThat(rosa.get(state).body()).contains("Ti ricontattiamo entro domani alle 11:30").doesNotContain("Pascoli").doesNotContain("1234567");
        var anna = stage.operator(town, port);
        var talk = first("/messaggi/([0-9a-f-]{36})", anna.get(console("")).body());
        var here = console("/" + talk + "/richiamate");
        assertThat(anna.get(console("/" + talk)).body()).contains("Mi chiamate per la mensa?", "richiamate");
        assertThat(anna.get(console("?stato=richiamare")).body()).contains("Da richiamare 1", "da richiamare entro domani alle 11:30").doesNotContain("da fare oggi");
        assertThat(anna.get(console("?stato=richiamare&cerca=mensa")).body()).contains("Mi chiamate per la mensa?");
        var forgotten = anna.post(console("/" + talk + "/chiusura"), console("/" + talk), Map.of("esito", "NOT_NEEDED", "motivo", "Fine turno"));
        assertThat(forgotten.statusCode()).isEqualTo(409);
        assertThat(forgotten.body()).contains("c’è ancora una richiamata da fare", "value=\"Fine turno\"");
        var page = anna.get(here).body();
        assertThat(page).contains("data-key=\"1\"", "data-key=\"3\"", "Da richiamare", "Entro domani alle 11:30", "Vedi nome e recapito").doesNotContain("1234567");
        assertThat(anna.post(here + "/recapito", here, Map.of()).body()).contains("+393471234567", "Rosa &lt;b&gt;Pascoli");
        var outcome = here + "/" + first("richiamate/([0-9a-f-]{36})/esito", page) + "/esito";
        assertThat(anna.post(outcome, here, Map.of("esito", "NO_ANSWER")).statusCode()).isEqualTo(302);
        assertThat(rosa.get(state).body()).contains("Abbiamo provato a chiamarti una volta");
        town.timePasses(Duration.ofHours(13));
        assertThat(anna.get(console("")).body()).as("among what is always said").contains("1 richiamata da fare oggi<");
        town.timePasses(Duration.ofHours(4));
        assertThat(anna.get(console("")).body()).contains("1 richiamata da fare oggi, 1 in ritardo");
        assertThat(anna.post(outcome, here, Map.of("esito", "DONE")).statusCode()).isEqualTo(302);
        var late = anna.post(outcome, here, Map.of("esito", "DONE"));
        assertThat(late.headers().firstValue("Location").orElseThrow()).as("who clicks on an old page is shown how it stands").endsWith(here);
        assertThat(anna.get(here).body()).contains("Richiamata fatta");
        assertThat(anna.get(console("/" + talk)).body()).as("and it happened once").containsOnlyOnce("si sono parlati");
        assertThat(rosa.get(state).body()).contains("Ti abbiamo richiamato");
        assertThat(anna.get(console("/" + talk)).body()).contains("non risponde (1ª volta)", "si sono parlati");
        assertThat(anna.get(console("")).body()).as("who was called waits no more").contains("Hai risposto a tutti");
        assertThat(anna.get(console("/senza-risposta")).body()).doesNotContain("Mi chiamate per la mensa?");
        assertThat(anna.get(console("?stato=richiamare")).body()).contains("Nessuno aspetta una richiamata.").doesNotContain("da richiamare entro");
        assertThat(anna.post(console("/" + talk + "/chiusura"), console("/" + talk), Map.of("esito", "ANSWERED")).statusCode()).isEqualTo(302);
    }

    @Test
    @DisplayName("CA-04, CA-05: who leaves another message from the same browser is called by what she wrote last, and no word is lost")
    void whoLeavesAnotherMessageIsCalledByWhatSheWroteLast() {
        stage.at(town, LocalTime.of(19, 0));
        var rosa = Visitor.from("127.0.8.33", port);
        var state = leave(rosa, Map.of("nome", "Rosa", "telefono", "347 1234567", "messaggio", "Mi chiamate?", "accetto", "si")).headers().firstValue("Location").orElseThrow();
        var again = leave(rosa, Map.of("nome", "Rosa", "telefono", "347 7654321", "messaggio", "Il numero giusto è questo", "accetto", "si"));
        assertThat(again.headers().firstValue("Location").orElseThrow()).isEqualTo(state);
        var anna = stage.operator(town, port);
        var talk = first("/messaggi/([0-9a-f-]{36})", anna.get(console("")).body());
        assertThat(anna.get(console("/" + talk)).body()).contains("Mi chiamate?", "Il numero giusto è questo", "guarda il recapito");
        var here = console("/" + talk + "/richiamate");
        assertThat(anna.post(here + "/recapito", here, Map.of()).body()).contains("+393477654321").doesNotContain("+393471234567");
        var outcome = here + "/" + first("richiamate/([0-9a-f-]{36})/esito", anna.get(here).body()) + "/esito";
        assertThat(anna.get(here).body()).as("she left no address").doesNotContain("Ho scritto un’e-mail");
        assertThat(anna.post(outcome, here, Map.of("esito", "EMAILED")).statusCode()).isEqualTo(404);
        assertThat(anna.post(outcome, here, Map.of("esito", "DONE")).statusCode()).isEqualTo(302);
        assertThat(rosa.get(state).body()).contains("Ti abbiamo richiamato");
        var late = Visitor.from("127.0.8.34", port);
        var once = ChatKey.next().value();
        var words = "nome=Ugo&telefono=3471234567&messaggio=Due+volte&accetto=si&chiave=" + once + "&invio=" + Ids.next();
        assertThat(late.postBare(chat() + "/richieste", words).statusCode()).isEqualTo(302);
        assertThat(late.postBare(chat() + "/richieste", words).statusCode()).isEqualTo(302);
        assertThat(anna.get(first("href=\"([^\"]+/messaggi/[0-9a-f-]{36})", anna.get(console("")).body())).body()).as("the same form is left once").containsOnlyOnce("<p class=\"wraps\" dir=\"auto\">Due volte");
    }

    @Test
    void whoLeftAnAddressIsWrittenToInsteadAndIsToldSo() {
        stage.at(town, LocalTime.of(19, 0));
        var rosa = Visitor.from("127.0.8.35", port);
        var state = leave(rosa, Map.of("nome", "Rosa", "email", "rosa@example.it", "messaggio", "Mi scrivete?", "accetto", "si")).headers().firstValue("Location").orElseThrow();
        var anna = stage.operator(town, port);
        var talk = first("/messaggi/([0-9a-f-]{36})", anna.get(console("")).body());
        var here = console("/" + talk + "/richiamate");
        var page = anna.get(here).body();
        assertThat(page).contains("Ho scritto un’e-mail").doesNotContain("E-mail inviata");
        var outcome = here + "/" + first("richiamate/([0-9a-f-]{36})/esito", page) + "/esito";
        assertThat(anna.post(outcome, here, Map.of("esito", "EMAILED")).statusCode()).isEqualTo(302);
        assertThat(anna.get(here).body()).contains("E-mail inviata");
        assertThat(anna.get(console("/" + talk)).body()).containsOnlyOnce("ha scritto un’e-mail al posto della richiamata");
        assertThat(anna.get(console("?stato=richiamare")).body()).contains("Nessuno aspetta una richiamata.");
        assertThat(rosa.get(state).body()).contains("Ti abbiamo scritto per e-mail", "L’e-mail è partita ", "guarda nella posta indesiderata").doesNotContain("rosa@example.it");
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
