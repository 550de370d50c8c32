// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.chatpage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.webchat.ChatKey;
import it.filodiretto.webchat.ChatStage;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The text of a talk by e-mail. */
@TownTest
@NullMarked
class ChatMailTest {


    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired ChatStage stage;
    @Autowired LetterBox box;
    @Autowired JdbcClient db;

    private Visitor anna;

    @BeforeEach
    void anOperatorIsThere() {
        anna = stage.opens(town, port);
        box.hangOut(town.id());
    }

    @Test
    void theTextOfATalkIsMailedOnceAndTheAddressIsNotKept() {
        var rosa = Visitor.from("127.0.8.80", port);
        var key = answered(rosa);
        stage.script(town, rosa, key, "/fine", "{}");
        assertThat(stage.script(town, rosa, key, "/trascrizione", "{\"email\":\"rosa\"}").body()).contains("L’e-mail non è completa");
        box.isBroken(true);
        var failed = stage.script(town, rosa, key, "/trascrizione", "{\"email\":\"rosa@example.it\"}");
        assertThat(failed.statusCode()).isEqualTo(502);
        assertThat(failed.body()).contains("La trascrizione non è partita");
        box.isBroken(false);
        assertThat(stage.script(town, rosa, key, "/trascrizione", "{\"email\":\" Rosa@Example.it \"}").body()).contains("La trascrizione è partita");
        assertThat(box.letters).hasSize(1);
        var letter = box.letters.getFirst();
        assertThat(letter.address()).isEqualTo("rosa@example.it");
        assertThat(letter.subject()).contains("Linea diretta con l’Urp", "CA-");
        assertThat(letter.text()).contains("che hai chiesto di ricevere", "Per la mensa?", "Anna, Ufficio", "Serve l’Isee.");
        assertThat(stage.script(town, rosa, key, "/trascrizione", "{\"email\":\"altri@example.it\"}").statusCode()).as("once").isIn(409, 429);
        assertThat(box.letters).hasSize(1);
        assertThat(town.inTransaction(() -> db.sql("select count(*) from webchat_session where webchat_session::text ilike '%rosa@%'").query(Long.class).single())).isZero();
    }

    @Test
    void thePlainPageOffersItAndKeepsWhatWasTypedWrong() {
        var rosa = Visitor.from("127.0.8.81", port);
        var key = answered(rosa);
        var shown = rosa.with("Authorization", "Bearer " + key.value());
        assertThat(shown.get(chat("")).body()).as("before the end").doesNotContain("Ricevi la trascrizione");
        stage.script(town, rosa, key, "/fine", "{}");
        assertThat(shown.get(chat("")).body()).contains("Ricevi la trascrizione", "non conserviamo il tuo indirizzo");
        var wrong = shown.postBare(chat("/trascrizione"), "email=rosa%3Cb%3E");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("L’e-mail non è completa", "value=\"rosa&lt;b>\"");
        assertThat(shown.postBare(chat("/trascrizione"), "email=rosa@example.org").statusCode()).isEqualTo(302);
        assertThat(shown.get(chat("")).body()).contains("La trascrizione è partita per e-mail.").doesNotContain("Ricevi la trascrizione");
        assertThat(box.letters).hasSize(1);
    }

    @Test
    void nobodySendsWordsOfHisOwnToStrangersThroughIt() {
        var rosa = Visitor.from("127.0.8.82", port);
        var key = ChatKey.next();
        stage.script(town, rosa, key, "/messaggi", "{\"id\":\"12345678-abc\",\"text\":\"Compra qui\"}");
        stage.script(town, rosa, key, "/fine", "{}");
        assertThat(stage.script(town, rosa, key, "/trascrizione", "{\"email\":\"vittima@example.it\"}").statusCode()).as("nobody has answered").isEqualTo(409);
        assertThat(rosa.with("Authorization", "Bearer " + key.value()).get(chat("")).body()).doesNotContain("Ricevi la trascrizione");
        assertThat(stage.script(town, rosa, ChatKey.next(), "/trascrizione", "{\"email\":\"vittima@example.it\"}").statusCode()).isEqualTo(404);
        var last = 0;
        for (int i = 0; i < 5 && last != 429; i++) {
            last = stage.script(town, rosa, key, "/trascrizione", "{\"email\":\"vittima" + i + "@example.it\"}").statusCode();
        }
        assertThat(last).isEqualTo(429);
        assertThat(box.letters).isEmpty();
    }

    /** Said and answered. */
    private ChatKey answered(Visitor who) {
        var key = ChatKey.next();
        stage.script(town, who, key, "/messaggi", "{\"id\":\"12345678-abc\",\"text\":\"Per la mensa?\"}");
        var talk = stage.talk(town, anna);
        anna.post(talk + "/risposte", talk, Map.of("testo", "Serve l’Isee."));
        await().untilAsserted(() -> assertThat(who.with("Authorization", "Bearer " + key.value()).get(chat("")).body()).contains("Serve l’Isee."));
        return key;
    }

    private String chat(String below) {
        return "/" + town.slug() + "/chat" + below;
    }
}
