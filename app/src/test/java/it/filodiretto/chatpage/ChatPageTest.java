// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.chatpage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.municipality.WebChat;
import it.filodiretto.operator.Role;
import it.filodiretto.shared.Ids;
import it.filodiretto.webchat.ChatStage;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The chat's plain page, as a browser without JavaScript uses it. */
@TownTest
@NullMarked
class ChatPageTest {

    private static final Pattern HIDDEN = Pattern.compile("type=\"hidden\" name=\"(\\w+)\" value=\"([^\"]+)\"");

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired ChatStage stage;

    @Test
    @DisplayName("CA-02: what a citizen writes on the plain page is answered from the console")
    void aCitizenWritesWithoutJavaScriptAndAnOperatorAnswers() {
        stage.at(town, LocalTime.of(10, 0));
        var anna = stage.operator(town, port);
        var rosa = Visitor.from("127.0.8.1", port);
        var first = rosa.get(chat());
        assertThat(first.body()).contains("Aperta fino alle 13:00", "Invia");
        assertThat(first.headers().firstValue("Set-Cookie")).as("no cookie before the first word").isEmpty();
        var sent = say(rosa, "Buongiorno, per la <b>mensa</b> va bene l’Isee dell’anno scorso? 😀");
        assertThat(sent.statusCode()).isEqualTo(302);
        assertThat(sent.headers().firstValue("Set-Cookie").orElseThrow()).contains("HttpOnly", "SameSite=Lax");
        var list = anna.get(console(""));
        assertThat(list.body()).contains("1 persona aspetta", "Chat CA-", "Chat del sito", "va bene l’Isee");
        var talk = Pattern.compile("/messaggi/([0-9a-f-]{36})").matcher(list.body());
        assertThat(talk.find()).isTrue();
        var form = console("/" + talk.group(1));
        assertThat(anna.get(form).body()).contains("&lt;b&gt;mensa", "Del suo telefono non sappiamo il numero").doesNotContain("Annulla l’invio", "Mostra il numero");
        assertThat(anna.post(form + "/risposte", form, Map.of("testo", "No, serve quello del 2026.")).statusCode()).isEqualTo(302);
        await().untilAsserted(() ->
            assertThat(rosa.get(chat()).body()).contains("No, serve quello del 2026.", "Anna, Ufficio relazioni con il pubblico", "letto", "&lt;b&gt;mensa"));
    }

    @Test
    @DisplayName("PI-06: who is answered by another office reads its name, and what was answered before keeps its own")
    void anAnswerNamesTheOfficeWhoseTalkItIs() {
        var anna = stage.opens(town, port);
        town.office("tributi", "Ufficio tributi");
        var rosa = Visitor.from("127.0.8.21", port);
        say(rosa, "Quanto pago di Tari?");
        var form = stage.talk(town, anna);
        anna.post(form + "/risposte", form, Map.of("testo", "La passo ai tributi."));
        await().untilAsserted(() -> assertThat(rosa.get(chat()).body()).contains("Anna, Ufficio relazioni con il pubblico"));
        anna.post(form + "/ufficio", form, Map.of("ufficio", "tributi"));
        anna.post(form + "/risposte", form, Map.of("testo", "Sono 120 euro."));
        await().untilAsserted(() ->
            assertThat(rosa.get(chat()).body()).contains("Anna, Ufficio tributi", "Anna, Ufficio relazioni con il pubblico"));
    }

    @Test
    @DisplayName("PI-06: where the town wants it, people read which office answers, and not who")
    void theOfficeAloneSignsWhereTheTownWantsIt() {
        var anna = stage.opens(town, port);
        town.signature(WebChat.Signature.OFFICE);
        var rosa = Visitor.from("127.0.8.22", port);
        say(rosa, "A che ora chiudete?");
        var form = stage.talk(town, anna);
        anna.post(form + "/risposte", form, Map.of("testo", "Alle 13."));
        await().untilAsserted(() -> assertThat(rosa.get(chat()).body()).contains("Alle 13.", "Ufficio relazioni con il pubblico · 10:0").doesNotContain("Anna"));
        assertThat(anna.get(form).body()).contains("Anna Rossi");
    }

    @Test
    void theSameFormTwiceIsOneMessage() {
        stage.at(town, LocalTime.of(10, 0));
        stage.operator(town, port);
        var rosa = Visitor.from("127.0.8.2", port);
        var fields = fields(rosa);
        var twice = "testo=Una+volta+sola&invio=" + fields.get("invio") + "&chiave=" + fields.get("chiave");
        assertThat(rosa.postBare(chat(), twice).statusCode()).isEqualTo(302);
        assertThat(rosa.postBare(chat(), twice).statusCode()).isEqualTo(302);
        assertThat(rosa.get(chat()).body().split("Una volta sola", -1)).hasSize(2);
    }

    @Test
    void whatCannotBeSaidIsKeptAndTheReasonIsSaid() {
        stage.at(town, LocalTime.of(10, 0));
        stage.operator(town, port);
        var rosa = Visitor.from("127.0.8.3", port);
        var empty = say(rosa, "  \n ");
        assertThat(empty.statusCode()).isEqualTo(422);
        assertThat(empty.body()).contains("Scrivi il messaggio, poi invialo.", "Da sistemare");
        assertThat(say(rosa, "a".repeat(4096)).statusCode()).isEqualTo(302);
        var longer = say(rosa, "è".repeat(4097));
        assertThat(longer.statusCode()).isEqualTo(422);
        assertThat(longer.body()).contains("è".repeat(4097), "troppo lungo");
        assertThat(rosa.postBare(chat(), "testo=Vecchia+pagina").body()).contains("Vecchia pagina", "rimasta aperta da molto");
        assertThat(say(rosa, "שלום \u202Eabc").statusCode()).isEqualTo(302);
    }

    @Test
    void whoWritesTooFastIsSlowedAndTold() {
        stage.at(town, LocalTime.of(10, 0));
        stage.operator(town, port);
        var rosa = Visitor.from("127.0.8.4", port);
        var last = say(rosa, "Prima");
        for (int i = 0; i < 60 && last.statusCode() == 302; i++) {
            last = rosa.postBare(chat(), "testo=Di+corsa+" + i + "&invio=" + Ids.next());
        }
        assertThat(last.statusCode()).isEqualTo(429);
        assertThat(last.body()).contains("Stai scrivendo molto in fretta", "Di corsa");
        assertThat(last.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    @DisplayName("CA-03: at the closing minute the page says when it opens again, and takes no new talk")
    void itFollowsTimetableAndPresence() {
        stage.at(town, LocalTime.of(12, 59));
        assertThat(Visitor.of(port).get(chat()).body()).contains("non c’è nessuno in linea");
        stage.enter(town, port, "Elena Bianchi", Role.EDITOR);
        await().pollDelay(Duration.ofMillis(1_100)).untilAsserted(() -> assertThat(Visitor.of(port).get(chat()).body()).as("who writes notices alone answers nobody").contains("non c’è nessuno in linea"));
        assertThat(Visitor.of(port).get("/" + town.slug() + "/contatti").body()).as("nor is it open on the page of contacts").contains("In questo momento non c’è nessuno in linea");
        stage.operator(town, port);
        var rosa = Visitor.from("127.0.8.5", port);
        await().untilAsserted(() -> assertThat(rosa.get(chat()).body()).contains("Aperta fino alle 13:00"));
        assertThat(Visitor.of(port).get("/" + town.slug() + "/contatti").body()).doesNotContain("non c’è nessuno in linea");
        var form = fields(rosa);
        town.timePasses(Duration.ofMinutes(2));
        await().untilAsserted(() -> assertThat(rosa.get(chat()).body()).contains("Chiusa, riapre alle 15:00"));
        var late = rosa.postBare(chat(), "testo=Troppo+tardi&invio=" + form.get("invio") + "&chiave=" + form.get("chiave"));
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("ha appena chiuso");
    }

    @Test
    void anotherSiteCannotWriteInSomebodysName() {
        stage.at(town, LocalTime.of(10, 0));
        stage.operator(town, port);
        var foreign = Visitor.from("127.0.8.6", port);
        assertThat(foreign.get(chat(), "Origin", "https://altrove.example").statusCode()).isEqualTo(403);
        assertThat(foreign.get(chat(), "Origin", "https://www.comune.calenzano.example").statusCode()).isEqualTo(200);
        assertThat(Visitor.of(port).get("/bientina/chat").statusCode()).as("a town without a chat").isEqualTo(404);
    }

    private HttpResponse<String> say(Visitor who, String text) {
        var fields = new HashMap<>(fields(who));
        fields.put("testo", text);
        return who.post(chat(), chat(), fields);
    }

    private Map<String, String> fields(Visitor who) {
        var found = new HashMap<String, String>();
        HIDDEN.matcher(who.get(chat()).body()).results().forEach(it -> found.put(it.group(1), it.group(2)));
        return found;
    }

    private String chat() {
        return "/" + town.slug() + "/chat";
    }

    private String console(String below) {
        return "/console/" + town.slug() + "/messaggi" + below;
    }
}
