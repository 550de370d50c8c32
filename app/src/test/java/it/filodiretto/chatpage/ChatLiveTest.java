// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.chatpage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.conversation.ReplyOutcome;
import it.filodiretto.live.Signals;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.municipality.WebChat;
import it.filodiretto.operator.Operators;
import it.filodiretto.operator.Role;
import it.filodiretto.shared.Ids;
import it.filodiretto.webchat.ChatEntry;
import it.filodiretto.webchat.ChatKey;
import it.filodiretto.webchat.ChatLine;
import it.filodiretto.webchat.ChatStage;
import it.filodiretto.webchat.Chats;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The chat as the button's script on another site speaks with it. */
@TownTest
@NullMarked
class ChatLiveTest {


    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired ChatStage stage;
    @Autowired Chats chats;
    @Autowired Signals signals;
    @Autowired Operators operators;

    @Test
    @DisplayName("PI-06: where the town wants it, the stream says which office answers, and not who")
    void theOfficeAloneAnswersWhereTheTownWantsIt() throws Exception {
        stage.at(town, LocalTime.of(10, 0));
        stage.operator(town, port);
        town.signature(WebChat.Signature.OFFICE);
        var key = ChatKey.next();
        say(key, "12345678-abd", "A che ora chiudete?");
        try (var stream = listen(key, 0)) {
            answer(key, "Alle 13.");
            stream.awaits("Alle 13.", "Ti risponde Ufficio relazioni con il pubblico.");
            assertThat(String.join("\n", stream.lines)).doesNotContain("Anna");
        }
    }

    @Test
    @DisplayName("CA-02: after a cut the stream goes on behind the last line, and a message sent twice is there once")
    void nothingIsLostAndNothingTwice() throws Exception {
        stage.at(town, LocalTime.of(10, 0));
        stage.operator(town, port);
        var key = ChatKey.next();
        var id = "12345678-abc";
        assertThat(say(key, id, "Prima").statusCode()).isEqualTo(200);
        assertThat(say(key, id, "Prima").body()).contains("\"number\":1");
        try (var first = listen(key, 0)) {
            first.awaits("\"number\":1", "Prima");
            answer(key, "Risposta");
            first.awaits("id: 2", "Risposta", "Ti risponde Anna");
        }
        answer(key, "Mentre la rete non c’era");
        await().until(() -> town.inTown(() -> chats.find(key).orElseThrow().lines()) == 3);
        try (var again = listen(key, 2)) {
            again.awaits("id: 3", "Mentre la rete");
            assertThat(String.join("\n", again.lines)).doesNotContain("id: 2\n").doesNotContain("Prima");
        }
    }

    @Test
    void whatWasSaidOnThisNodeIsToldWithoutAskingTheDatabase() throws Exception {
        stage.at(town, LocalTime.of(10, 0));
        stage.operator(town, port);
        var key = ChatKey.next();
        say(key, "12345678-abc", "Prima");
        try (var stream = listen(key, 0)) {
            stream.awaits("id: 1");
            heard(key, 2, "Solo detta, non scritta");
            stream.awaits("id: 2", "Solo detta, non scritta", "Ti risponde Anna");
            heard(key, 5, "Dopo righe che nessuno ha scritto");
            say(key, "12345678-abd", "Seconda, di cui un’altra fu detta");
            say(key, "12345678-abe", "Terza");
            stream.awaits("id: 3", "Terza");
            assertThat(stream.lines).as("a gap is looked for").noneMatch(it -> it.contains("Dopo righe"));
        }
    }

    /** As a line of the town hall's that was written by this node. */
    private void heard(ChatKey key, int number, String words) {
        town.inTown(() -> signals.changed(chats.find(key).orElseThrow().topic(),
            new ChatEntry(new ChatLine(number, Ids.next(), null, "Anna Rossi", null, words, null, town.now()), null)));
    }

    @Test
    @DisplayName("CA-03: at the closing minute an open chat hears of it by itself")
    void theClosingMinuteIsHeard() throws Exception {
        stage.at(town, LocalTime.of(12, 58));
        stage.operator(town, port);
        try (var open = listen(ChatKey.next(), 0)) {
            open.awaits("\"kind\":\"open\"", "Aperta fino alle 13:00");
            town.timePasses(Duration.ofMinutes(3));
            open.awaits("\"kind\":\"closed\"", "Chiusa, riapre alle 15:00");
        }
    }

    @Test
    void operatorsSeeThatTheCitizenIsWritingAndNotWhat() {
        stage.at(town, LocalTime.of(10, 0));
        var anna = stage.operator(town, port);
        var key = ChatKey.next();
        say(key, "12345678-abc", "Prima");
        var thread = stage.talk(town, anna);
        assertThat(anna.get(thread).body()).doesNotContain("sta scrivendo");
        assertThat(post(key, "/scrittura", "{}").statusCode()).isEqualTo(204);
        assertThat(anna.get(thread + "/scambi?visto=").body()).contains("Il cittadino sta scrivendo…");
        say(key, "12345678-abd", "Seconda");
        assertThat(anna.get(thread + "/scambi?visto=").body()).contains("Seconda").doesNotContain("sta scrivendo");
    }

    @Test
    void eachSideSeesWhatTheOtherHasRead() throws Exception {
        stage.at(town, LocalTime.of(10, 0));
        var anna = stage.operator(town, port);
        var key = ChatKey.next();
        say(key, "12345678-abc", "Prima");
        var thread = stage.talk(town, anna);
        try (var open = listen(key, 0)) {
            open.awaits("\"read\":0");
            anna.get(thread);
            open.awaits("\"read\":1");
            answer(key, "Risposta");
            open.awaits("id: 2");
        }
        assertThat(anna.get(thread).body()).doesNotContain("Letto");
        assertThat(post(key, "/letture", "{\"number\":99}").statusCode()).as("more than there is").isEqualTo(204);
        assertThat(town.inTown(() -> chats.find(key).orElseThrow().citizenRead())).isZero();
        assertThat(post(key, "/letture", "{\"number\":2}").statusCode()).isEqualTo(204);
        await().untilAsserted(() -> assertThat(anna.get(thread).body()).contains("Letto"));
        post(key, "/letture", "{\"number\":1}");
        assertThat(town.inTown(() -> chats.find(key).orElseThrow().citizenRead())).as("only forward").isEqualTo(2);
    }

    @Test
    void aBrowserThatComesBackByItselfGoesOnBehindItsLastEvent() throws Exception {
        stage.at(town, LocalTime.of(10, 0));
        stage.operator(town, port);
        var key = ChatKey.next();
        say(key, "12345678-abc", "Prima");
        say(key, "12345678-abd", "Seconda");
        try (var again = listen(key, 0, "Last-Event-ID", "1")) {
            again.awaits("id: 2", "Seconda");
            assertThat(String.join("\n", again.lines)).doesNotContain("Prima");
        }
    }

    @Test
    void onlySitesOfTheProfileMayCarryIt() {
        stage.at(town, LocalTime.of(10, 0));
        var allowed = Visitor.of(port).get(chat("/aspetto"), "Origin", ChatStage.SITE);
        assertThat(allowed.statusCode()).isEqualTo(200);
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Origin")).contains(ChatStage.SITE);
        assertThat(allowed.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(allowed.body()).contains("Linea diretta con l’Urp", "#c02f48", "top-right");
        assertThat(Visitor.of(port).get(chat("/aspetto"), "Origin", "https://altrove.example").statusCode()).isEqualTo(403);
        assertThat(Visitor.of(port).get(chat("/flusso")).statusCode()).as("without a key").isEqualTo(401);
        assertThat(Visitor.of(port).postJson(chat("/messaggi"), "{\"text\":\"" + "a".repeat(200_000) + "\"}").statusCode()).isEqualTo(413);
    }

    @Test
    void theScriptIsSmallAndFree() {
        var script = Visitor.of(port).get("/widget.js");
        assertThat(script.body()).startsWith("// SPDX-License-Identifier: BSD-3-Clause");
        assertThat(script.headers().firstValue("Set-Cookie")).isEmpty();
        var packed = new java.io.ByteArrayOutputStream();
        try (var gzip = new java.util.zip.GZIPOutputStream(packed)) {
            gzip.write(script.body().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        assertThat(packed.size()).isLessThanOrEqualTo(10_000);
    }

    private java.net.http.HttpResponse<String> say(ChatKey key, String id, String text) {
        return Visitor.from("127.0.8.20", port).postJson(chat("/messaggi"), "{\"id\":\"" + id + "\",\"text\":\"" + text + "\",\"of_a_newer_widget\":1}", "Authorization", "Bearer " + key.value(), "Origin", ChatStage.SITE);
    }

    private java.net.http.HttpResponse<String> post(ChatKey key, String below, String json) {
        return Visitor.from("127.0.8.20", port).postJson(chat(below), json, "Authorization", "Bearer " + key.value(), "Origin", ChatStage.SITE);
    }

    private void answer(ChatKey key, String text) {
        var email = "anna." + Ids.next() + "@comune.example";
        operators.add(town.id(), email, "Anna Rossi", "una buona password", Set.of(Role.AGENT));
        var outcome = town.inTransaction(() -> {
            var talk = stage.conversations.of(chats.find(key).orElseThrow().citizen()).orElseThrow();
            return stage.conversations.reply(talk, new MessageContent.Text(text), operators.find(email).orElseThrow());
        });
        assertThat(outcome).isInstanceOf(ReplyOutcome.Queued.class);
    }

    private String chat(String below) {
        return "/" + town.slug() + "/chat" + below;
    }

    private Stream listen(ChatKey key, int after, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + chat("/flusso?da=" + after)))
            .header("Authorization", "Bearer " + key.value()).header("Origin", ChatStage.SITE);
        return new Stream((headers.length == 0 ? request : request.headers(headers)).build());
    }

    /** An open event stream, line by line. */
    private static final class Stream implements AutoCloseable {

        final List<String> lines = new CopyOnWriteArrayList<>();
        private final HttpClient client = HttpClient.newHttpClient();

        Stream(HttpRequest request) {
            client.sendAsync(request, BodyHandlers.fromLineSubscriber(new java.util.concurrent.Flow.Subscriber<String>() {
                @Override
                public void onSubscribe(java.util.concurrent.Flow.Subscription subscription) {
                    subscription.request(Long.MAX_VALUE);
                }

                @Override
                public void onNext(String line) {
                    lines.add(line);
                }

                @Override
                public void onError(Throwable e) {
                    lines.add("cut");
                }

                @Override
                public void onComplete() {
                    lines.add("end");
                }
            }));
        }

        void awaits(String... words) {
            await().untilAsserted(() -> assertThat(String.join("\n", lines)).contains(words));
        }

        @Override
        public void close() {
            client.shutdownNow();
        }
    }
}
