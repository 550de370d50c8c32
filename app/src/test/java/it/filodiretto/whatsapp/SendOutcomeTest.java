// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.channel.OutgoingMessage;
import it.filodiretto.channel.SendOutcome;
import it.filodiretto.citizen.Address;
import it.filodiretto.messaging.Consequence;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.MessageId;
import it.filodiretto.meta.Fields;
import it.filodiretto.meta.Graph;
import it.filodiretto.meta.MetaSettings;
import it.filodiretto.meta.WhatsAppSettings;
import it.filodiretto.shared.PhoneNumber;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What an answer means, and what its absence means, against a server that says word for word what the test wants. */
class SendOutcomeTest {

    private static final MessageId ID = new MessageId(UUID.fromString("019ab5c2-7d3e-7f00-8a11-2b3c4d5e6f70"), LocalDate.of(2026, 11, 24));
    private static final Address ROSA = new Address(new PhoneNumber("+393471231101"), null);

    private ServerSocket server;
    private Graph graph;
    private final AtomicReference<String> asked = new AtomicReference<>("");
    private volatile String answer = "";

    @BeforeEach
    void start() throws Exception {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        graph = graph("http://127.0.0.1:" + server.getLocalPort());
        Thread.ofVirtual().start(this::serve);
    }

    @AfterEach
    void stop() throws Exception {
        graph.close();
        server.close();
    }

    @Test
    void anAnswerWithAnIdIsAccepted() {
        answer = json(200, """
            {"messaging_product":"whatsapp","contacts":[{"input":"393471231101","wa_id":"393471231101","user_id":"IT.13"}],"messages":[{"id":"wamid.1"}]}""");
        var outcome = (SendOutcome.Accepted) send(new MessageContent.Text("Buongiorno"));
        assertThat(outcome.externalId()).isEqualTo("wamid.1");
        assertThat(outcome.learned()).isNotNull().satisfies(it -> assertThat(it.userId()).isEqualTo("IT.13"));
        assertThat(asked.get()).contains("POST /v26.0/390564000001/messages").containsIgnoringCase("authorization: Bearer token");
    }

    @Test
    void anErrorOfMetasIsSortedByItsCode() {
        assertThat(error(400, 131026)).isEqualTo(new SendOutcome.Refused("131026",
            "WhatsApp non riesce a raggiungere questo numero e non dice perché. Un avviso dopo tre giorni prova ancora una volta. Intanto avvisa in un altro modo.",
            Consequence.UNREACHABLE));
        assertThat(error(429, 130429)).isInstanceOfSatisfying(SendOutcome.TryLater.class, it -> assertThat(it.wholeLane()).isTrue());
        assertThat(error(400, 131056)).isInstanceOfSatisfying(SendOutcome.TryLater.class, it -> assertThat(it.wholeLane()).isFalse());
        assertThat(error(401, 190)).isInstanceOfSatisfying(SendOutcome.LaneStopped.class, it -> assertThat(it.lessAndLess()).isFalse());
        assertThat(error(429, 131048)).isInstanceOfSatisfying(SendOutcome.LaneStopped.class, it -> assertThat(it.lessAndLess()).as("each trial counts against the number").isTrue());
        assertThat(error(400, 132015)).isInstanceOf(SendOutcome.TemplateRefused.class);
        assertThat(error(400, 131047)).isInstanceOf(SendOutcome.WindowClosed.class);
        assertThat(error(400, 987654)).isInstanceOf(SendOutcome.Refused.class);
        assertThat(error(403, 987654)).isInstanceOf(SendOutcome.LaneStopped.class);
        assertThat(error(429, 987654)).isInstanceOf(SendOutcome.TryLater.class);
    }

    @Test
    void allElseIsUncertainOnceBytesHaveLeft() {
        assertThat(error(500, 131000)).isInstanceOf(SendOutcome.Uncertain.class);
        assertThat(error(503, 131016)).isInstanceOf(SendOutcome.Uncertain.class);
        for (var odd : List.of(json(200, "{}"), json(200, "<html>"), json(200, ""), json(400, "not json"), json(429, "{\"error\":\"slow\"}"),
                json(302, "{}"), "", "HTTP/1.1 2", "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"messages\":[{\"id\":\"wamid.1\"}")) {
            answer = odd;
            assertThat(send(new MessageContent.Text("x"))).as(odd).isInstanceOf(SendOutcome.Uncertain.class);
        }
    }

    @Test
    void silenceIsUncertainToo() throws Exception {
        answer = "silence";
        assertThat(send(new MessageContent.Text("x"))).isInstanceOf(SendOutcome.Uncertain.class);
    }

    @Test
    void whatNeverLeftIsTriedLater() throws Exception {
        graph.close();
        try (var nobodyListens = new Socket()) {     // bound, so that nobody else gets the port
            nobodyListens.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            graph = graph("http://127.0.0.1:" + nobodyListens.getLocalPort());
            assertThat(send(new MessageContent.Text("x"))).isInstanceOfSatisfying(SendOutcome.TryLater.class, it -> assertThat(it.wholeLane()).isTrue());
        }
    }

    @Test
    void eachContentIsWrittenAsMetaWantsIt() {
        var text = body(new OutgoingMessage(ID, ROSA, new MessageContent.Text("Ciao \"Rosa\"\nche piacere")));
        assertThat(text.at("/to").asString()).isEqualTo("393471231101");
        assertThat(text.at("/text/body").asString()).isEqualTo("Ciao \"Rosa\"\nche piacere");
        assertThat(text.at("/biz_opaque_callback_data").asString()).isEqualTo(ID.opaque());
        var choice = body(new OutgoingMessage(ID, new Address(null, "IT.13"), new MessageContent.Choice("Vuoi?", List.of(new MessageContent.Button("si", "Sì")))));
        assertThat(choice.has("to")).isFalse();
        assertThat(choice.at("/recipient").asString()).isEqualTo("IT.13");
        assertThat(choice.at("/interactive/action/buttons/0/reply/id").asString()).isEqualTo("si");
        var template = body(new OutgoingMessage(ID, ROSA, new MessageContent.Template("avviso_generale", "it",
            List.of(new MessageContent.Parameter("testo", "Prima riga\n\nseconda\triga")), "…")));
        assertThat(template.at("/template/components/0/parameters/0/parameter_name").asString()).isEqualTo("testo");
        assertThat(template.at("/template/components/0/parameters/0/text").asString()).isEqualTo("Prima riga — seconda riga");
    }

    private static JsonNode body(OutgoingMessage message) {
        return Fields.MAPPER.readTree(MessageJson.write(message));
    }

    private SendOutcome error(int status, int code) {
        answer = json(status, "{\"error\":{\"message\":\"(#%d) x\",\"type\":\"OAuthException\",\"code\":%d,\"fbtrace_id\":\"A\"}}".formatted(code, code));
        return send(new MessageContent.Text("x"));
    }

    private SendOutcome send(MessageContent content) {
        return WhatsAppChannel.outcome(graph.post("390564000001/messages", "token", MessageJson.write(new OutgoingMessage(ID, ROSA, content))));
    }

    private static Graph graph(String url) throws Exception {
        return new Graph(new MetaSettings(URI.create(url), "v26.0", "", "", "", ""),
            new WhatsAppSettings(Duration.ofDays(8), Duration.ofSeconds(10), 4, Duration.ofSeconds(1)));
    }

    private static String json(int status, String body) {
        return "HTTP/1.1 " + status + " X\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                Thread.ofVirtual().start(() -> answer(socket));
            } catch (IOException _) {
                return;
            }
        }
    }

    /** Reads the whole request, says what the test wants, hangs up. */
    private void answer(Socket socket) {
        try (socket) {
            var in = socket.getInputStream();
            var request = new StringBuilder();
            while (request.indexOf("\r\n\r\n") < 0 || !request.toString().endsWith("}")) {
                var read = in.read();
                if (read < 0) {
                    return;
                }
                request.append((char) read);
            }
            asked.set(request.toString());
            if (answer.equals("silence")) {
                in.read();
            } else {
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException _) {
            // the other side hung up first
        }
    }
}
