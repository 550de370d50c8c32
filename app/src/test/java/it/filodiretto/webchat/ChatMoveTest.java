// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webchat;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.shared.PhoneNumber;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A talk that begins at a desk and goes on on a telephone. */
@TownTest
@NullMarked
class ChatMoveTest {

    private static final Pattern LINK = Pattern.compile("href=\"[^\"]*[?&](?:amp;)?text=([^\"&]+)\"");
    private static final Pattern CODE = Pattern.compile("[A-Z2-9]{4}-[A-Z2-9]{4}");

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired ChatStage stage;
    @Autowired JdbcClient db;

    private Visitor anna;

    @BeforeEach
    void anOperatorIsThere() {
        anna = stage.opens(town, port);
    }

    @Test
    void aTalkGoesOnOnTheTelephoneByAShortCodeThatOpensItOnce() {
        var desk = Visitor.from("127.0.8.70", port);
        assertThat(stage.say(town, desk, "Buongiorno dal computer").statusCode()).isEqualTo(302);
        var code = code(desk.postBare(chat("/trasloco"), "").body());
        var phone = Visitor.from("127.0.8.71", port);
        assertThat(phone.get(chat("")).body()).contains("Continua qui una conversazione");
        assertThat(phone.get(chat("/trasloco")).body()).contains("Scrivi il codice");
        assertThat(phone.postBare(chat("/arrivo"), "codice=" + code.toLowerCase(Locale.ROOT).replace("-", "+")).statusCode()).isEqualTo(302);
        assertThat(phone.get(chat("")).body()).contains("Buongiorno dal computer");
        assertThat(stage.say(town, phone, "E adesso dal telefono").statusCode()).isEqualTo(302);
        assertThat(desk.get(chat("")).body()).as("the first device has it still").contains("E adesso dal telefono");
        assertThat(anna.get(stage.talk(town, anna)).body()).contains("ha continuato la chat su un altro dispositivo", "E adesso dal telefono");
        var third = Visitor.from("127.0.8.72", port);
        var again = third.postBare(chat("/arrivo"), "codice=" + code);
        assertThat(again.statusCode()).as("once").isEqualTo(422);
        assertThat(again.body()).contains("Il codice non è giusto o è scaduto", "Da sistemare");
        assertThat(third.get(chat("")).body()).doesNotContain("Buongiorno dal computer");
    }

    @Test
    void whoFollowsTheLinkToWhatsAppGoesOnWithTheSameTalk() {
        var desk = Visitor.from("127.0.8.77", port);
        assertThat(stage.say(town, desk, "Buongiorno dalla chat").statusCode()).isEqualTo(302);
        var link = LINK.matcher(desk.get(chat("")).body());
        assertThat(link.find()).isTrue();
        var words = URLDecoder.decode(link.group(1), StandardCharsets.UTF_8);
        var phone = new PhoneNumber("+393331239876");
        var citizen = town.citizenWrites(phone, words);
        var talk = stage.talk(town, anna);
        assertThat(anna.get(talk).body()).as("one talk").contains("Buongiorno dalla chat", words, "ha continuato su WhatsApp la chat");
        assertThat(town.inTransaction(() -> db.sql("select count(*) from conversation").query(Long.class).single())).isEqualTo(1);
        assertThat(town.inTransaction(() -> db.sql("select citizen_id from webchat_session").query(UUID.class).single())).isEqualTo(citizen.value());
        assertThat(stage.say(town, desk, "E ancora dalla chat").statusCode()).isEqualTo(302);
        assertThat(anna.get(talk).body()).contains("E ancora dalla chat");
        assertThat(town.citizenWrites(phone, words)).as("said twice").isEqualTo(citizen);
        town.citizenWrites(new PhoneNumber("+393331239875"), words);
        assertThat(town.inTransaction(() -> db.sql("select citizen_id from webchat_session").query(UUID.class).single()))
            .as("who was sent those words by the first joins nothing").isEqualTo(citizen.value());
        assertThat(town.inTransaction(() -> db.sql("select count(*) from citizen_merge").query(Long.class).single())).isEqualTo(1);
    }

    @Test
    void theCodeThatOthersSeeAndAWrongProofJoinNothing() {
        var desk = Visitor.from("127.0.8.78", port);
        assertThat(stage.say(town, desk, "Una cosa riservata").statusCode()).isEqualTo(302);
        var code = town.inTransaction(() -> db.sql("select code from webchat_session").query(String.class).single());
        var other = new PhoneNumber("+393331239877");
        var proof = town.inTransaction(() -> ChatCode.proof(db.sql("select id from webchat_session").query(UUID.class).single()));
        town.citizenWrites(other, "Continuo qui la conversazione " + code);
        town.citizenWrites(other, "Continuo qui la conversazione " + code + (proof.equals("AAAA") ? "-BBBB" : "-AAAA"));
        assertThat(town.inTransaction(() -> db.sql("select count(*) from conversation").query(Long.class).single())).as("two people, two talks").isEqualTo(2);
        desk.postBare(chat("/fine"), "");
        town.citizenWrites(other, "Continuo qui la conversazione " + code + "-" + proof);
        assertThat(town.inTransaction(() -> db.sql("select count(*) from citizen_merge").query(Long.class).single())).as("an ended talk does not go on").isZero();
    }

    @Test
    void aCodeThatIsOldReplacedOrOfAnEndedTalkOpensNothing() {
        var desk = Visitor.from("127.0.8.73", port);
        assertThat(desk.postBare(chat("/trasloco"), "").statusCode()).as("there is no talk").isEqualTo(302);
        assertThat(stage.say(town, desk, "Buongiorno").statusCode()).isEqualTo(302);
        var phone = Visitor.from("127.0.8.74", port);
        var first = code(desk.postBare(chat("/trasloco"), "").body());
        var second = code(desk.postBare(chat("/trasloco"), "").body());
        assertThat(phone.postBare(chat("/arrivo"), "codice=" + first).statusCode()).as("replaced").isEqualTo(422);
        town.inTransaction(() -> db.sql("update webchat_session set move_until = now() - interval '1 second'").update());
        assertThat(phone.postBare(chat("/arrivo"), "codice=" + second).statusCode()).as("old").isEqualTo(422);
        var third = code(desk.postBare(chat("/trasloco"), "").body());
        desk.postBare(chat("/fine"), "");
        assertThat(phone.postBare(chat("/arrivo"), "codice=" + third).statusCode()).as("the talk has ended").isEqualTo(422);
        assertThat(desk.postBare(chat("/trasloco"), "").statusCode()).as("an ended talk has no code").isEqualTo(302);
    }

    @Test
    void whoTriesCodesOutIsStoppedAndNoOtherSiteMayTypeOne() {
        var guesser = Visitor.from("127.0.8.75", port);
        var last = guesser.postBare(chat("/arrivo"), "codice=AAAA-AAAA");
        assertThat(last.statusCode()).isEqualTo(422);
        for (int i = 0; i < 6 && last.statusCode() == 422; i++) {
            last = guesser.postBare(chat("/arrivo"), "codice=");
        }
        assertThat(last.statusCode()).isEqualTo(429);
        assertThat(last.body()).contains("Troppi tentativi");
        var foreign = Visitor.from("127.0.8.76", port).with("Origin", ChatStage.SITE);
        assertThat(foreign.postBare(chat("/arrivo"), "codice=AAAA-AAAA").statusCode()).isEqualTo(403);
    }

    @Test
    void theScriptShowsTheCodeInWords() {
        var key = ChatKey.next();
        var rosa = Visitor.from("127.0.8.77", port);
        assertThat(stage.script(town, rosa, key, "/trasloco", "{}").statusCode()).as("there is none yet").isEqualTo(404);
        stage.script(town, rosa, key, "/messaggi", "{\"id\":\"12345678-abc\",\"text\":\"Buongiorno\"}");
        var words = stage.script(town, rosa, key, "/trasloco", "{}").body();
        assertThat(words).contains("/chat/trasloco", "cinque minuti");
        var phone = Visitor.from("127.0.8.78", port);
        assertThat(phone.postBare(chat("/arrivo"), "codice=" + code(words)).statusCode()).isEqualTo(302);
        assertThat(phone.get(chat("")).body()).contains("Buongiorno");
    }

    private static String code(String page) {
        var code = CODE.matcher(page);
        assertThat(code.find()).as(page).isTrue();
        return code.group();
    }

    private String chat(String below) {
        return "/" + town.slug() + "/chat" + below;
    }
}
