// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.chatpage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.Merge;
import it.filodiretto.citizen.Merges;
import it.filodiretto.municipality.ChannelMode;
import it.filodiretto.webchat.ChatKey;
import it.filodiretto.webchat.ChatStage;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How talks end, on the plain page and by the button's script. */
@TownTest
@NullMarked
class ChatEndTest {


    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired ChatStage stage;
    @Autowired Merges merges;
    @Autowired JdbcClient db;

    private Visitor anna;

    @BeforeEach
    void anOperatorIsThere() {
        anna = stage.opens(town, port);
    }

    @Test
    void aCitizenEndsTheTalkKeepsItsTextAndRatesItOnce() {
        var rosa = Visitor.from("127.0.8.40", port);
        stage.say(town, rosa, "Buongiorno, per la <b>mensa</b>?");
        var talk = stage.talk(town, anna);
        anna.post(talk + "/risposte", talk, Map.of("testo", "Serve l’Isee del 2026."));
        await().untilAsserted(() -> assertThat(rosa.get(chat("")).body()).contains("Serve l’Isee del 2026.", "Sì, termina la conversazione"));
        assertThat(rosa.postBare(chat("/voto"), "voto=5").body()).contains("Si vota quando la conversazione è conclusa");
        assertThat(anna.get(talk).body()).doesNotContain("solo se torna sulla pagina");
        assertThat(rosa.postBare(chat("/fine"), "").statusCode()).isEqualTo(302);
        assertThat(anna.get(talk).body()).as("who answers now is told who will read it").contains("legge la risposta solo se torna sulla pagina");
        var ended = rosa.get(chat("")).body();
        assertThat(ended).contains("La conversazione è conclusa.", "Scarica la trascrizione", "Com’è andata?", "Inizia una nuova conversazione").doesNotContain("Sì, termina");
        var code = code(ended);
        var text = rosa.get(chat("/trascrizione/" + code));
        assertThat(text.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
        assertThat(text.headers().firstValue("Content-Disposition").orElseThrow()).contains("attachment", code + ".txt");
        assertThat(text.body()).contains("Linea diretta con l’Urp", code, "Tu · 10:0", "per la <b>mensa</b>?", "Anna, Ufficio relazioni con il pubblico · 10:0", "Serve l’Isee del 2026.");
        assertThat(rosa.postBare(chat("/voto"), "parole=Bravi").body()).contains("Scegli un voto da 1 a 5.", "Bravi");
        assertThat(rosa.postBare(chat("/voto"), "voto=4&parole=" + "a".repeat(1001)).statusCode()).isEqualTo(422);
        assertThat(rosa.postBare(chat("/voto"), "voto=4&parole=Bravi+e+svelti").statusCode()).isEqualTo(302);
        assertThat(rosa.get(chat("")).body()).contains("Grazie, il tuo voto è arrivato.", "4 su 5").doesNotContain("Com’è andata?");
        assertThat(rosa.postBare(chat("/voto"), "voto=1").body()).contains("Abbiamo già il tuo voto");
        assertThat(anna.get(talk).body()).contains("ha concluso la chat", "ha dato il voto 4 su 5: «Bravi e svelti»");
    }

    @Test
    void whatIsWrittenTooLateBeginsANewTalk() {
        var rosa = Visitor.from("127.0.8.41", port);
        stage.say(town, rosa, "Buongiorno");
        rosa.postBare(chat("/fine"), "");
        var code = code(rosa.get(chat("")).body());
        var late = stage.say(town, rosa, "Ancora una cosa");
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("Questa conversazione è conclusa", ">Ancora una cosa</textarea>");
        var anew = rosa.postBare(chat("/nuova"), "testo=Ancora+una+cosa");
        assertThat(anew.body()).contains(">Ancora una cosa</textarea>", "name=\"chiave\"").doesNotContain("Buongiorno", code);
        assertThat(rosa.get(chat("")).body()).doesNotContain("Buongiorno", code);
        assertThat(stage.say(town, rosa, "Ancora una cosa").statusCode()).isEqualTo(302);
        assertThat(code(rosa.get(chat("")).body())).isNotEqualTo(code);
    }

    @Test
    void theCodeOpensNothingForSomebodyElse() {
        var rosa = Visitor.from("127.0.8.42", port);
        stage.say(town, rosa, "Buongiorno");
        var code = code(rosa.get(chat("")).body());
        var other = Visitor.from("127.0.8.43", port);
        assertThat(other.get(chat("/trascrizione/" + code)).statusCode()).isEqualTo(404);
        stage.say(town, other, "Salve");
        assertThat(other.get(chat("/trascrizione/" + code)).statusCode()).as("with another talk's key").isEqualTo(404);
        assertThat(other.postBare(chat("/fine"), "").statusCode()).isEqualTo(302);
        assertThat(rosa.get(chat("")).body()).as("hers goes on").contains("Sì, termina la conversazione");
        assertThat(Visitor.from("127.0.8.44", port).postBare(chat("/voto"), "voto=1").statusCode()).isEqualTo(404);
        assertThat(Visitor.from("127.0.8.44", port).postJson(chat("/fine"), "{}", "Origin", "https://altrove.example").statusCode()).isEqualTo(403);
    }

    @Test
    void anOperatorWhoClosesTheConversationEndsTheChat() {
        var rosa = Visitor.from("127.0.8.45", port);
        var key = ChatKey.next();
        assertThat(stage.script(town, rosa, key, "/messaggi", "{\"id\":\"12345678-abc\",\"text\":\"Grazie, ho risolto\"}").statusCode()).isEqualTo(200);
        assertThat(rosa.get(chat("/stato"), "Authorization", "Bearer " + key.value(), "Origin", ChatStage.SITE).body()).contains("\"ended\":false");
        assertThat(anna.post(stage.talk(town, anna) + "/chiusura", stage.talk(town, anna), Map.of("esito", "NOT_NEEDED", "motivo", "Ha risolto da sé")).statusCode()).isEqualTo(302);
        assertThat(rosa.get(chat("/stato"), "Authorization", "Bearer " + key.value(), "Origin", ChatStage.SITE).body()).contains("\"ended\":true", "\"writable\":false", "\"rated\":false");
        assertThat(stage.script(town, rosa, key, "/messaggi", "{\"id\":\"12345678-abd\",\"text\":\"Anzi\"}").statusCode()).isEqualTo(409);
        assertThat(stage.script(town, rosa, key, "/voto", "{}").body()).contains("Scegli un voto");
        assertThat(stage.script(town, rosa, key, "/voto", "{\"stars\":6}").statusCode()).isEqualTo(422);
        assertThat(stage.script(town, rosa, key, "/voto", "{\"stars\":5}").body()).contains("\"rated\":true");
    }

    @Test
    void aTalkThatBecameAnothersEndsWithThatHoweverItIsClosed() {
        var phone = town.newPhone();
        var rosa = Visitor.from("127.0.8.48", port);
        stage.say(town, rosa, "Buongiorno dalla chat");
        var known = town.citizenWrites(phone, "E da WhatsApp");
        var chatter = town.inTransaction(() -> db.sql("select citizen_id from webchat_session").query(java.util.UUID.class).single());
        town.inTown(() -> merges.merge(new CitizenId(chatter), known, Merge.Cause.OPERATOR, null));
        assertThat(rosa.get(chat("")).body()).contains("Sì, termina la conversazione");
        var one = stage.talk(town, anna);
        assertThat(anna.post(one + "/chiusura", one, Map.of("esito", "ELSEWHERE", "motivo", "Ha telefonato")).statusCode()).isEqualTo(302);
        assertThat(rosa.get(chat("")).body()).contains("La conversazione è conclusa.");
    }

    @Test
    void theTalkGoesOnByWhatsAppUnderItsCode() {
        var rosa = Visitor.from("127.0.8.47", port);
        assertThat(rosa.get(chat("")).body()).as("before the first word").doesNotContain("Continua su WhatsApp");
        stage.say(town, rosa, "Buongiorno");
        var page = rosa.get(chat("")).body();
        assertThat(page).contains("Continua su WhatsApp", "?text=Continuo%20qui%20la%20conversazione%20" + code(page));
        assertThat(rosa.get(chat("/aspetto")).body()).contains("?text=Continuo%20qui%20la%20conversazione%20");
        town.mode(ChannelMode.ONE_WAY);
        assertThat(rosa.get(chat("")).body()).as("where nobody reads it").doesNotContain("Continua su WhatsApp");
    }

    @Test
    void theScriptEndsATalk() {
        var rosa = Visitor.from("127.0.8.46", port);
        var key = ChatKey.next();
        assertThat(stage.script(town, rosa, key, "/fine", "{}").statusCode()).as("there is none yet").isEqualTo(404);
        stage.script(town, rosa, key, "/messaggi", "{\"id\":\"12345678-abc\",\"text\":\"Buongiorno\"}");
        assertThat(stage.script(town, rosa, key, "/fine", "{}").body()).contains("\"ended\":true");
        assertThat(stage.script(town, rosa, key, "/fine", "{}").statusCode()).as("once more").isEqualTo(200);
        assertThat(anna.get(stage.talk(town, anna)).body().split("ha concluso la chat", -1)).as("told once").hasSize(2);
    }

    private static String code(String page) {
        var code = Pattern.compile("CA-[A-Z2-9]{4}-[A-Z2-9]{2}").matcher(page);
        assertThat(code.find()).isTrue();
        return code.group();
    }

    private String chat(String below) {
        return "/" + town.slug() + "/chat" + below;
    }
}
