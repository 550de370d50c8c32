// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import it.filodiretto.MovableClock;
import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.citizen.CitizenId;
import it.filodiretto.media.Handed;
import it.filodiretto.media.Media;
import it.filodiretto.media.Samples;
import it.filodiretto.media.StoreOutcome;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.MessageContent.Attachment;
import it.filodiretto.messaging.MessageContent.Kind;
import it.filodiretto.messaging.Origin;
import it.filodiretto.messaging.Outbox;
import it.filodiretto.messaging.ScriptedChannel;
import it.filodiretto.municipality.MetaCategory;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Operators;
import it.filodiretto.operator.Role;
import it.filodiretto.shared.Ids;
import it.filodiretto.simulator.Chat;
import it.filodiretto.simulator.Simulator;
import it.filodiretto.simulator.SimulatorSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.PlatformTransactionManager;

/** A telephone of the simulator and the console exchange every kind that is served, over HTTP both ways. */
@TownTest
@Import(ScriptedChannel.class)
class ExchangeTest {

    private static final Pattern TALK = Pattern.compile("href=\"(/console/[^\"]+/messaggi/[0-9a-f-]{36})[\"?]");

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired ScriptedChannel channel;
    @Autowired Municipalities municipalities;
    @Autowired Operators operators;
    @Autowired Outbox outbox;
    @Autowired Media media;
    @Autowired MediaDownloadTable downloads;
    @Autowired UploadTable uploads;
    @Autowired MovableClock clock;
    @Autowired PlatformTransactionManager transactions;
    private Simulator simulator;
    private Graph graph;
    private MediaWorkers workers;
    private Chat rosa;
    private CitizenId citizen;
    private Visitor bruno;

    @BeforeEach
    void start() throws Exception {
        simulator = Simulator.start(SimulatorSettings.forTests().webhook(URI.create("http://127.0.0.1:" + port + WebhookController.PATH)));
        var number = town.municipality().requireWhatsapp();
        simulator.addAccount(number.phoneNumberId(), number.businessAccountId(), number.displayNumber(), number.contactName());
        simulator.templates().approved(number.businessAccountId(), "avviso", "it", "UTILITY", "Avviso: {{testo}} Grazie.");
        var meta = new MetaSettings(simulator.url(), "v26.0", "app-secret", "", "token", "");
        graph = new Graph(meta, new WhatsAppSettings(Duration.ofDays(8), Duration.ofSeconds(10), 4, Duration.ofSeconds(5)));
        var secrets = new WhatsAppSecrets(meta, municipalities);
        workers = new MediaWorkers(downloads, new MediaFetch(graph, meta, secrets, municipalities, media, clock));
        var files = new UploadedMedia(media, uploads, graph, secrets, municipalities, clock, transactions);
        var lane = town.lane();
        channel.script(lane, 0, message -> {
            var attachment = WhatsAppChannel.attachment(message.content());
            var mediaId = attachment == null ? "" : ((UploadedMedia.Upload.Ready) files.upload(lane, attachment)).mediaId();
            return WhatsAppChannel.outcome(graph.post(lane.account() + "/messages", "token", MessageJson.write(message, _ -> mediaId)));
        });
        var phone = town.newPhone();
        rosa = simulator.phone(phone.e164()).chat(number.phoneNumberId());
        citizen = town.citizen(phone);
        bruno = enter();
    }

    @AfterEach
    void stop() throws Exception {
        channel.forget(town.lane());
        simulator.close();
        graph.close();
    }

    @Test
    @DisplayName("AR-01, AR-07: every kind that a telephone sends is read in the console's list of messages")
    void whatAPersonSendsIsReadInTheConsole() throws Exception {
        var first = rosa.write("Una domanda sul mercato");
        var second = rosa.write("Alle nove");
        rosa.edit(second, "Alle dieci");
        rosa.revoke(rosa.write("Lo cancello subito"));
        rosa.react(first, "👍");
        rosa.reply(first, "Dicevo di sabato");
        rosa.attach(it.filodiretto.simulator.Attachment.image("image/jpeg", Samples.photo(640, 480), "La buca"));
        rosa.attach(it.filodiretto.simulator.Attachment.video("video/mp4", Samples.mp4(), "Il rumore"));
        rosa.attach(it.filodiretto.simulator.Attachment.voice(Samples.opus()));
        rosa.attach(it.filodiretto.simulator.Attachment.document("application/pdf", Samples.pdf(), "bolletta.pdf", null));
        rosa.attach(it.filodiretto.simulator.Attachment.sticker(Samples.png(64, 64)));
        rosa.location(43.4633, 11.8797);
        rosa.contact("Anna Verdi", "+393400000000");
        rosa.call();
        var buttons = new MessageContent.Choice("Vuole che passi qualcuno?", List.of(new MessageContent.Button("si", "Sì, grazie"), new MessageContent.Button("no", "No")));
        var list = new MessageContent.Menu("Quale ufficio?", "Apri", List.of(new MessageContent.Section("Uffici", List.of(new MessageContent.Row("a", "Anagrafe", null)))), null, null);
        reads("Dicevo di sabato");
        send(buttons);
        send(list);
        await().until(() -> rosa.received().size() >= 2);
        rosa.tap("Sì, grazie");
        rosa.tap("Anagrafe");
        reads("Una domanda sul mercato", "Alle dieci", "Modificato da chi l’ha scritto", "messaggio cancellato da chi l", "👍", "<blockquote", "[foto] La buca",
            "[video] Il rumore", "[messaggio vocale]", "[documento bolletta.pdf]", "[adesivo]", "[posizione] 43.46330, 11.87970", "[contatto] Anna Verdi",
            "[chiamata: qui non si risponde a voce]", "Sì, grazie", "Anagrafe");
        assertThat(talk()).doesNotContain("Lo cancello subito");
        await().untilAsserted(() -> {
            workers.work();
            assertThat(talk()).contains("/miniatura", "<video", "<audio", "bolletta.pdf</a>").doesNotContain("Il file sta arrivando");
        });
    }

    @Test
    @DisplayName("PI-01: every kind that the town hall sends arrives on the telephone, and stands in the console")
    void whatTheTownHallSendsArrives() {
        var about = rosa.write("Una domanda sul mercato");
        reads("Una domanda sul mercato");
        var all = List.of(new MessageContent.Text("Le rispondo"),
            new Attachment(Kind.IMAGE, stored("stemma.png", Samples.png(200, 100)), "Lo stemma", "Stemma del Comune", null),
            new Attachment(Kind.VIDEO, stored("via.mp4", Samples.mp4()), "La strada", null, null),
            new Attachment(Kind.VOICE, stored("voce.ogg", Samples.opus()), null, null, null),
            new Attachment(Kind.DOCUMENT, stored("ordinanza.pdf", Samples.pdf()), null, null, "ordinanza.pdf"),
            new MessageContent.Place(42.83, 11.58, "Municipio", "Piazza Garibaldi 25"),
            new MessageContent.Contacts(List.of(new MessageContent.Contact("URP", "Comune di prova", List.of("+390564965301"), List.of("urp@example.org")))),
            new MessageContent.Reaction(about, "👍"),
            new MessageContent.Choice("Vuole?", List.of(new MessageContent.Button("si", "Sì"), new MessageContent.Button("no", "No"))),
            new MessageContent.Menu("Scelga", "Apri", List.of(new MessageContent.Section("Uffici", List.of(new MessageContent.Row("a", "Anagrafe", null)))), null, null),
            new MessageContent.Link("Tutto l’avviso", "Apri la pagina", URI.create("https://example.org/avvisi/1"), null),
            new MessageContent.PlaceRequest("Mi dice dove?"),
            new MessageContent.Reply(about, new MessageContent.Text("Rispondo a questo")),
            new MessageContent.Template("avviso", "it", List.of(new MessageContent.Parameter("testo", "Manca l’acqua.")), "Avviso: Manca l’acqua. Grazie.", MetaCategory.UTILITY));
        all.forEach(this::send);
        await().atMost(Duration.ofSeconds(30)).until(() -> simulator.acceptedCount() == all.size());
        all.stream().filter(it -> !(it instanceof MessageContent.Reaction)).forEach(it -> reads(it.words()));
        await().untilAsserted(() -> assertThat(talk()).doesNotContain("In partenza"));
    }

    @Test
    @DisplayName("PI-01: an answer that fails is shown with its reason, and the person waits again")
    void anAnswerThatFailsBringsTheTalkBack() {
        rosa.write("Una domanda sul mercato");
        reads("Una domanda sul mercato");
        rosa.phone().failsWith(131026);
        assertThat(bruno.post(path() + "/risposte", path(), Map.of("testo", "Le rispondo")).statusCode()).isEqualTo(302);
        reads("WhatsApp non riesce a raggiungere questo numero", "Aspetta da");
    }

    @Test
    @DisplayName("The doctor's test message goes out, and its report comes back, visibly")
    void theTestMessageIsSeenGoingAndComingBack() {
        var email = "anna." + Ids.next() + "@" + town.slug() + ".example";
        operators.add(town.id(), email, "Anna Rossi", "una buona password", Set.of(Role.ADMIN));
        var anna = Visitor.of(port);
        anna.login(email, "una buona password");
        rosa.write("Una domanda sul mercato");
        reads("Una domanda sul mercato");
        var page = "/console/" + town.slug() + "/impostazioni/whatsapp";
        var wrong = anna.post(page + "/prova", page, Map.of("numero", "abc"));
        assertThat(anna.get(wrong.headers().firstValue("Location").orElseThrow().replaceFirst("^https?://[^/]+", "")).body()).contains("Questo non è un numero di telefono.");
        var sent = anna.post(page + "/prova", page, Map.of("numero", "+" + rosa.phone().number()));
        assertThat(sent.statusCode()).isEqualTo(302);
        var follow = sent.headers().firstValue("Location").orElseThrow().replaceFirst("^https?://[^/]+", "");
        await().untilAsserted(() -> assertThat(anna.get(follow).body()).contains("Partito", "Consegnato"));
        assertThat(rosa.received().getLast().text()).contains("Prova di Filodiretto");
    }

    private void send(MessageContent content) {
        town.inTransaction(() -> outbox.send(citizen, content, Origin.by(new OperatorId(Ids.next()))));
    }

    private void reads(String... words) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(talk()).contains(words));
    }

    private String talk() {
        return bruno.get(path()).body();
    }

    private String path() {
        var list = bruno.get("/console/" + town.slug() + "/messaggi?stato=tutte").body();
        var talks = TALK.matcher(list).results().map(it -> it.group(1)).toList();
        assertThat(talks).as("the talks in the inbox").isNotEmpty();
        return talks.getLast();
    }

    private UUID stored(String name, byte[] bytes) {
        return town.inTown(() -> {
            try {
                return ((StoreOutcome.Kept) media.store(name, new Handed(new ByteArrayInputStream(bytes), 1 << 20, null))).file().id().value();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private Visitor enter() {
        var email = "bruno." + Ids.next() + "@" + town.slug() + ".example";
        operators.add(town.id(), email, "Bruno Neri", "una buona password", Set.of(Role.AGENT));
        var visitor = Visitor.of(port);
        visitor.login(email, "una buona password");
        return visitor;
    }
}
