// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.media.Handed;
import it.filodiretto.media.Media;
import it.filodiretto.media.Samples;
import it.filodiretto.media.StoreOutcome;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.Origin;
import it.filodiretto.operator.Operators;
import it.filodiretto.operator.Role;
import it.filodiretto.outbox.Outbox;
import it.filodiretto.shared.Ids;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Files in the chat, both ways. */
@TownTest
@NullMarked
class ChatFileTest {

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired ChatStage stage;
    @Autowired ChatSessionTable sessions;
    @Autowired Media media;
    @Autowired Outbox outbox;
    @Autowired Operators operators;
    @Autowired JdbcClient db;

    private Visitor anna;

    @BeforeEach
    void anOperatorIsThere() {
        anna = stage.opens(town, port);
    }

    @Test
    void aPhotoSentOnThePlainPageIsSeenByBothSidesWithoutItsPlace() {
        var rosa = Visitor.from("127.0.8.60", port);
        assertThat(rosa.get(chat("")).body()).contains("Allega una foto o un documento");
        assertThat(attach(rosa, "../../Lampione spento.jpg", Samples.photo(800, 600)).statusCode()).isEqualTo(302);
        var page = rosa.get(chat("")).body();
        assertThat(page).contains("Lampione spento.jpg", "/miniatura").doesNotContain("..");
        var file = file(page);
        assertThat(new String(rosa.bytes(file), StandardCharsets.ISO_8859_1)).startsWith("\u00ff\u00d8").doesNotContain(Samples.PLACE);
        assertThat(rosa.get(file).headers().firstValue("Content-Security-Policy").orElseThrow()).contains("sandbox");
        assertThat(rosa.bytes(file + "/miniatura").length).isBetween(100, rosa.bytes(file).length);
        var stranger = Visitor.from("127.0.8.61", port);
        assertThat(stranger.get(file).statusCode()).as("without a key").isEqualTo(404);
        attach(stranger, "altro.pdf", Samples.pdf());
        assertThat(stranger.get(file).statusCode()).as("with another talk's key").isEqualTo(404);
        var thread = anna.get(talk("foto")).body();
        var shown = Pattern.compile("/console/[^\"]+/file/[0-9a-f-]{36}").matcher(thread);
        assertThat(shown.find()).isTrue();
        assertThat(new String(anna.bytes(shown.group()), StandardCharsets.ISO_8859_1)).startsWith("\u00ff\u00d8").doesNotContain(Samples.PLACE);
    }

    @Test
    void whatTheTownHallSendsReachesTheTalkAndNobodyElse() {
        var rosa = Visitor.from("127.0.8.62", port);
        attach(rosa, "domanda.pdf", Samples.pdf());
        var sent = send(new MessageContent.Attachment(MessageContent.Kind.DOCUMENT, keep("Modulo mensa.pdf", Samples.pdf()), "Ecco il modulo", null, "Modulo mensa.pdf"));
        await().untilAsserted(() -> assertThat(rosa.get(chat("")).body()).contains("Ecco il modulo", "Modulo mensa.pdf", "Anna, Ufficio"));
        var answer = rosa.get(chat("/file/" + sent));
        assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow()).startsWith("attachment");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(rosa.bytes(chat("/file/" + sent))).isEqualTo(Samples.pdf());
        assertThat(rosa.get(chat("/file/" + keep("Riservato.pdf", Samples.pdf()))).statusCode()).as("a file of nobody's talk").isEqualTo(404);
        assertThat(Visitor.from("127.0.8.63", port).get(chat("/file/" + sent)).statusCode()).isEqualTo(404);
        var here = talk("domanda");
        assertThat(anna.postFile(here + "/risposte/allegato", here, Map.of("testo", "Anche questo"), "file", "orari.pdf", Samples.pdf()).statusCode()).isEqualTo(302);
        await().untilAsserted(() -> assertThat(rosa.get(chat("")).body()).contains("Anche questo", "orari.pdf"));
        rosa.postBare(chat("/fine"), "");
        var code = Pattern.compile("CA-[A-Z2-9]{4}-[A-Z2-9]{2}").matcher(rosa.get(chat("")).body());
        assertThat(code.find()).isTrue();
        assertThat(rosa.get(chat("/trascrizione/" + code.group())).body()).contains("[domanda.pdf, ", "Ecco il modulo\n[Modulo mensa.pdf, ");
    }

    @Test
    void whatIsNoFileToTakeIsRefusedWithTheReasonAndNothingIsKept() {
        var rosa = Visitor.from("127.0.8.64", port);
        assertThat(attach(rosa, "vuoto.pdf", new byte[0]).body()).contains("Scegli un file che non sia vuoto");
        var program = "MZ\u0000\u0003".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(attach(rosa, "programma.exe", program).statusCode()).isEqualTo(422);
        assertThat(attach(rosa, "foto.jpg", program).body()).contains("Questo tipo di file non si può inviare", "Da sistemare");
        assertThat(attach(rosa, "foto.jpg", "<html><script>x</script>".getBytes(StandardCharsets.UTF_8)).statusCode()).isEqualTo(422);
        var larger = attach(rosa, "grande.pdf", java.util.Arrays.copyOf(Samples.pdf(), 17 << 20));
        assertThat(larger.statusCode()).isEqualTo(413);
        assertThat(larger.body()).contains("al massimo 16 MB");
        var largest = attach(rosa, "enorme.pdf", java.util.Arrays.copyOf(Samples.pdf(), 27 << 20));
        assertThat(largest.statusCode()).isEqualTo(413);
        assertThat(largest.body()).contains("al massimo 16 MB", "Allega una foto");
        assertThat(rosa.postBare(chat("/file"), "file=x").statusCode()).isEqualTo(415);
        assertThat(rosa.get(chat("")).body()).as("nothing was said").doesNotContain("Codice di questa conversazione");
        assertThat(town.inTransaction(() -> db.sql("select count(*) from stored_file").query(Long.class).single())).isZero();
    }

    @Test
    void theSameFileTwiceIsOneMessageAndNothingIsTakenAfterTheEnd() {
        var rosa = Visitor.from("127.0.8.65", port);
        var fields = fields(rosa);
        assertThat(rosa.postFile(chat("/file"), chat(""), fields, "file", "modulo.pdf", Samples.pdf()).statusCode()).isEqualTo(302);
        assertThat(rosa.postFile(chat("/file"), chat(""), fields, "file", "modulo.pdf", Samples.pdf()).statusCode()).isEqualTo(302);
        assertThat(rosa.get(chat("")).body().split("modulo.pdf", -1)).hasSize(2);
        rosa.postBare(chat("/fine"), "");
        assertThat(rosa.postFile(chat("/file"), chat(""), Map.of("invio", Ids.next().toString()), "file", "tardi.pdf", Samples.pdf()).statusCode()).isEqualTo(409);
        assertThat(town.inTransaction(() -> db.sql("select count(*) from stored_file").query(Long.class).single())).isOne();
    }

    @Test
    void whoSendsManyFilesIsSlowedAndTold() {
        var rosa = Visitor.from("127.0.8.66", port);
        var last = attach(rosa, "modulo.pdf", Samples.pdf());
        for (int i = 0; i < 25 && last.statusCode() == 302; i++) {
            last = rosa.postFile(chat("/file"), "/robots.txt", Map.of("invio", Ids.next().toString()), "file", i + ".txt", "Ciao".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(last.statusCode()).isEqualTo(429);
        assertThat(last.body()).contains("sono arrivati molti file");
    }

    private HttpResponse<String> attach(Visitor who, String name, byte[] bytes) {
        return who.postFile(chat("/file"), chat(""), fields(who), "file", name, bytes);
    }

    private Map<String, String> fields(Visitor who) {
        var key = Pattern.compile("name=\"chiave\" value=\"([^\"]+)\"").matcher(who.get(chat("")).body());
        return key.find() ? Map.of("invio", Ids.next().toString(), "chiave", key.group(1)) : Map.of("invio", Ids.next().toString());
    }

    private java.util.UUID keep(String name, byte[] bytes) {
        return town.inTown(() -> {
            try {
                return ((StoreOutcome.Kept) media.store(name, new Handed(new ByteArrayInputStream(bytes), 1 << 20, null))).file().id().value();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** To the only talk there is. @return the file */
    private java.util.UUID send(MessageContent.Attachment content) {
        var email = "anna." + Ids.next() + "@comune.example";
        operators.add(town.id(), email, "Anna Rossi", "una buona password", Set.of(Role.AGENT));
        town.inTransaction(() -> {
            var citizen = sessions.find(db.sql("select id from webchat_session").query(java.util.UUID.class).single()).orElseThrow().citizen();
            return outbox.answer(new Outbox.Reply(ChannelKind.WEBCHAT, citizen, content, Origin.by(operators.find(email).orElseThrow()), null), Duration.ZERO);
        });
        return content.file();
    }

    private String file(String page) {
        var found = Pattern.compile(chat("/file/") + "[0-9a-f-]{36}").matcher(page);
        assertThat(found.find()).isTrue();
        return found.group();
    }

    /** Of the person whose line in the list has this word. */
    private String talk(String word) {
        var list = "/console/" + town.slug() + "/messaggi";
        var talk = Pattern.compile("/messaggi/([0-9a-f-]{36})\"(?:(?!lrow).)*" + word, Pattern.DOTALL).matcher(anna.get(list).body());
        assertThat(talk.find()).as("%s in the list", word).isTrue();
        return list + "/" + talk.group(1);
    }

    private String chat(String below) {
        return "/" + town.slug() + "/chat" + below;
    }
}
