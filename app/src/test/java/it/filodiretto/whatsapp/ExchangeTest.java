// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import it.filodiretto.MovableClock;
import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.citizen.CitizenId;
import it.filodiretto.intake.MediaDownloadTable;
import it.filodiretto.intake.MediaFetch;
import it.filodiretto.intake.MediaWorkers;
import it.filodiretto.media.Media;
import it.filodiretto.media.Samples;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.Origin;
import it.filodiretto.meta.Graph;
import it.filodiretto.meta.MetaAccount;
import it.filodiretto.meta.MetaSettings;
import it.filodiretto.meta.WhatsAppSecrets;
import it.filodiretto.meta.WhatsAppSettings;
import it.filodiretto.municipality.MetaCategory;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Operators;
import it.filodiretto.operator.Role;
import it.filodiretto.outbox.Outbox;
import it.filodiretto.sending.ScriptedChannel;
import it.filodiretto.shared.Ids;
import it.filodiretto.simulator.Chat;
import it.filodiretto.simulator.Phone;
import it.filodiretto.simulator.PhoneMessage;
import it.filodiretto.simulator.Simulator;
import it.filodiretto.simulator.SimulatorSettings;
import it.filodiretto.webhook.WebhookController;
import it.filodiretto.whatsapptemplate.MetaTemplates;
import it.filodiretto.whatsapptemplate.TemplateDraft;
import it.filodiretto.whatsapptemplate.TemplateExtras;
import it.filodiretto.whatsapptemplate.TemplateSample;
import it.filodiretto.whatsapptemplate.TemplateTable;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** A telephone of the simulator and the console exchange every kind that is served, over HTTP both ways. */
@TownTest
@Import(ScriptedChannel.class)
class ExchangeTest {

    private static final Pattern CITED = Pattern.compile("\\?cita=([0-9a-f-]{36})#testo");
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
    @Autowired TemplateTable templates;
    @Autowired MovableClock clock;
    @Autowired JdbcClient db;
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
            var attachment = message.content().attachment();
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
        await().until(() -> rosa.received().stream().flatMap(it -> it.buttons().stream()).map(PhoneMessage.Button::title).toList().containsAll(List.of("Sì, grazie", "Anagrafe")));
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

    /** Answers leave ten seconds later, as they can be taken back: here the time is cut short. */
    @Test
    @DisplayName("PI-01, AR-07: every kind that an operator sends in the console arrives on the telephone, and stands in the console as it was sent")
    void whatAnOperatorSendsArrives() {
        var about = rosa.write("Una domanda sul mercato");
        reads("Una domanda sul mercato");
        var here = path();
        var cited = CITED.matcher(talk()).results().map(it -> it.group(1)).findFirst().orElseThrow();
        goes("risposte", Map.of("testo", "Le rispondo"));
        goes("risposte", Map.of("testo", "Rispondo proprio a questo", "cita", cited));
        attaches("stemma.png", Samples.png(200, 100), Map.of("testo", "Lo stemma", "alt", "Stemma del Comune", "cita", cited));
        attaches("via.mp4", Samples.mp4(), Map.of("testo", "La strada"));
        attaches("voce.ogg", Samples.opus(), Map.of());
        attaches("ordinanza.pdf", Samples.pdf(), Map.of("testo", "L’ordinanza"));
        goes("risposte/posizione", Map.of("coordinate", "https://www.openstreetmap.org/?mlat=42.83180&mlon=11.58360#map=17", "nome", "Municipio", "indirizzo", "Piazza Garibaldi 25"));
        goes("risposte/contatto", Map.of("nome", "URP", "ente", "Comune di prova", "telefono", "+390564965301", "email", "urp@example.org"));
        goes("risposte/scelta", Map.of("testo", "Vuole?", "risposte", "Sì\nNo"));
        goes("risposte/scelta", Map.of("testo", "Quale ufficio?", "risposte", "Anagrafe: carta d’identità\nTributi"));
        goes("risposte/pagina", Map.of("testo", "Tutto l’avviso", "pulsante", "Apri la pagina", "pagina", "example.org/avvisi/1"));
        goes("risposte/dove", Map.of("testo", "Ci dice dove?"));
        var above = bruno.postFile(path() + "/risposte/scelta", path(), Map.of("testo", "Viene alla sagra?", "risposte", "Ci vengo\nNo, grazie", "alt", "Locandina"), "file", "locandina.png", Samples.png(200, 100));
        assertThat(above.statusCode()).as(above.body()).isEqualTo(302);
        goes("reazioni", Map.of("cita", cited, "emoji", "👍"));
        town.inTransaction(() -> db.sql("update send_queue set ready_at = now()").update());
        send(new MessageContent.Template("avviso", "it", List.of(new MessageContent.Parameter("testo", "Manca l’acqua.")), "Avviso: Manca l’acqua. Grazie.", MetaCategory.UTILITY));
        await().until(() -> simulator.acceptedCount() == 15);
        await().untilAsserted(() -> assertThat(rosa.received().stream().map(PhoneMessage::text)).containsExactlyInAnyOrder("Le rispondo", "Rispondo proprio a questo",
            "Foto\nLo stemma", "Video\nLa strada", "Messaggio vocale", "Documento ordinanza.pdf\nL’ordinanza", "Posizione: Municipio", "Contatto", "Vuole?",
            "Quale ufficio?", "Viene alla sagra?", "Tutto l’avviso", "Ci dice dove?", "Avviso: Manca l’acqua. Grazie."));
        assertThat(rosa.received()).filteredOn(it -> about.equals(it.quotes())).hasSize(2);
        assertThat(rosa.received()).filteredOn(it -> it.media() != null).hasSize(5);
        assertThat(rosa.received().stream().flatMap(it -> it.buttons().stream()).map(PhoneMessage.Button::title)).contains("Sì", "Ci vengo", "Anagrafe", "Tributi", "Apri la pagina", "Invia posizione");
        await().untilAsserted(() -> assertThat(rosa.messages().getFirst().reaction()).isEqualTo("👍"));
        reads("Le rispondo", "Rispondo proprio a questo", "[foto: Stemma del Comune] Lo stemma", "/miniatura", "alt=\"Stemma del Comune: aprila", "La strada", "<video", "[messaggio vocale]",
            "<audio", "ordinanza.pdf</a>", "[posizione: Municipio, Piazza Garibaldi 25]", "mlat=42.83180", "[contatto: URP]", "+390564965301, urp@example.org", "<li>Sì</li>",
            "<li>Anagrafe: carta d’identità</li>", "alt=\"Locandina: aprila", "<li>Ci vengo</li>", "href=\"https://example.org/avvisi/1\"", "<li>Invia posizione</li>", "[reazione 👍]", "Avviso: Manca l’acqua. Grazie.");
        await().untilAsserted(() -> assertThat(talk()).doesNotContain("In partenza"));
        assertThat(here).isEqualTo(path());
    }

    @Test
    @DisplayName("PI-01: what WhatsApp would refuse is refused before the call, with the reason; what is taken back leaves no file behind")
    void whatCannotGoIsSaidBeforeTheCall() {
        rosa.write("Una domanda sul mercato");
        reads("Una domanda sul mercato");
        refuses("posizione", Map.of("coordinate", "piazza Garibaldi"), "Scrivi le coordinate");
        refuses("posizione", Map.of("coordinate", "99.5, 11.6"), "La posizione non è sulla Terra.");
        refuses("contatto", Map.of("nome", "URP"), "Un contatto ha almeno un telefono");
        refuses("scelta", Map.of("testo", "Vuole?", "risposte", "Sì\nSì"), "Due pulsanti hanno le stesse parole.");
        refuses("scelta", Map.of("testo", "Vuole?", "risposte", "Sì, ma soltanto domani mattina"), "Il testo del pulsante può avere al massimo 20 caratteri");
        refuses("scelta", Map.of("testo", "Quale?", "risposte", "a\nb\nc\nd\ne\nf\ng\nh\ni\nl\nm"), "Le risposte sono al massimo 10, non 11.");
        var list = bruno.postFile(path() + "/risposte/scelta", path(), Map.of("testo", "Quale?", "risposte", "a\nb\nc\nd"), "file", "foto.png", Samples.png(20, 10));
        assertThat(list.statusCode()).isEqualTo(422);
        assertThat(list.body()).contains("Un file può stare sopra i pulsanti, non sopra un elenco");
        assertThat(filesSentToOne()).isZero();
        refuses("pagina", Map.of("testo", "Ecco", "pulsante", "Apri", "pagina", "javascript:alert(1)"), "Il collegamento è un indirizzo intero");
        var here = path();
        for (var wrong : Map.of("programma.exe", Samples.program(), "foto.webp", new byte[0]).entrySet()) {
            var answer = bruno.postFile(here + "/risposte/allegato", here, Map.of(), "file", wrong.getKey(), wrong.getValue());
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body()).contains(wrong.getValue().length == 0 ? "Scegli il file da inviare." : "Questo tipo di file non si può ricevere");
        }
        var captioned = bruno.postFile(here + "/risposte/allegato", here, Map.of("testo", "Ascolti"), "file", "voce.ogg", Samples.opus());
        assertThat(captioned.body()).contains("Un messaggio vocale non può avere una didascalia.", "Ascolti");
        assertThat(filesSentToOne()).isZero();
        attaches("ordinanza.pdf", Samples.pdf(), Map.of());
        assertThat(filesSentToOne()).isOne();
        assertThat(bruno.post(here + "/annullamento", here, Map.of()).body()).contains("Annullata: la risposta non è partita.");
        assertThat(filesSentToOne()).isZero();
        assertThat(rosa.received()).isEmpty();
    }

    @Test
    @DisplayName("AR-06, PI-01: templates with a title, a picture, a document, a place and buttons are approved, filled in below a talk, and arrive as they were read")
    void templatesOfEveryShapeGoFromTheConsole() {
        var shapes = Map.of("con_titolo", new TemplateExtras("TEXT", "Avviso per {{via}}", "Confermo\nApri la pagina: https://example.org/avvisi/{{1}}\nChiama: +39 0564 965301"),
            "con_foto", new TemplateExtras("IMAGE", "", ""), "con_documento", new TemplateExtras("DOCUMENT", "", ""), "con_luogo", new TemplateExtras("LOCATION", "", "Ci vengo"));
        approved(shapes);
        rosa.write("Una domanda sul mercato");
        reads("Una domanda sul mercato");
        assertThat(bruno.get(path() + "?modo=modello&modello=con_titolo").body())
            .contains("Titolo: via", "Giorno", "Fine dell’indirizzo di «Apri la pagina»", "Il [giorno] passa il camion", ">con_foto</option>");
        var day = Map.of("campo-giorno", "lunedì 23");
        var empty = bruno.post(path() + "/modelli/con_titolo", path(), Map.of("campo-giorno", " ", "intestazione", "via Roma", "pulsante-1", "7"));
        assertThat(empty.statusCode()).isEqualTo(422);
        assertThat(empty.body()).contains("Un campo del modello «con_titolo» è vuoto.", "value=\"via Roma\"");
        var sound = bruno.postFile(path() + "/modelli/con_foto", path(), day, "file", "voce.ogg", Samples.opus());
        assertThat(sound.body()).contains("L’intestazione del modello «con_foto» vuole una foto.");
        goes("modelli/con_titolo", Map.of("campo-giorno", "lunedì 23", "intestazione", "via Roma", "pulsante-1", "7"));
        goes("modelli/con_luogo", Map.of("campo-giorno", "martedì", "coordinate", "42.8318, 11.5836", "nome", "Municipio", "indirizzo", "Piazza Garibaldi 25"));
        assertThat(bruno.postFile(path() + "/modelli/con_foto", path(), day, "file", "stemma.png", Samples.png(200, 100)).statusCode()).isEqualTo(302);
        assertThat(bruno.postFile(path() + "/modelli/con_documento", path(), day, "file", "ordinanza.pdf", Samples.pdf()).statusCode()).isEqualTo(302);
        town.inTransaction(() -> db.sql("update send_queue set ready_at = now()").update());
        send(new MessageContent.Text("Fatto"));
        await().until(() -> rosa.received().size() == 5);
        assertThat(rosa.received().stream().map(PhoneMessage::text)).contains("*Avviso per via Roma*\nIl lunedì 23 passa il camion in tutto il paese.\n_Comune_",
            "Il martedì passa il camion in tutto il paese.\n_Comune_");
        assertThat(rosa.received()).filteredOn(it -> it.media() != null).hasSize(2);
        assertThat(rosa.received().stream().flatMap(it -> it.buttons().stream())).extracting(PhoneMessage.Button::title, PhoneMessage.Button::value)
            .contains(tuple("Confermo", "Confermo"), tuple("Apri la pagina", "https://example.org/avvisi/7"), tuple("Ci vengo", "Ci vengo"));
        rosa.tap("Ci vengo");
        reads("Ci vengo", "*Avviso per via Roma*", "/miniatura", "ordinanza.pdf</a>", "mlat=42.83180");
    }

    /** At Meta, and known to us as its list tells them. */
    private void approved(Map<String, TemplateExtras> shapes) {
        var account = town.municipality().requireWhatsapp();
        var meta = new MetaTemplates(new MetaAccount(graph, new WhatsAppSecrets(new MetaSettings(simulator.url(), "v26.0", "app-secret", "", "token", ""), municipalities)));
        shapes.forEach((name, extras) -> {
            var draft = new TemplateDraft(name, "UTILITY", "Il {{giorno}} passa il camion in tutto il paese.", "Comune", "giorno=lunedì\nvia=via Roma", extras);
            assertThat(draft.flaws()).isEmpty();
            var sample = TemplateSample.of(extras.format().equals("IMAGE") ? Samples.png(64, 64) : Samples.pdf(), extras.format());
            meta.createTemplate(account, draft, sample.map(it -> meta.upload(account, it.type(), it.bytes())).orElse(null));
        });
        await().until(() -> meta.templates(account).stream().filter(it -> shapes.containsKey(it.name())).allMatch(it -> it.status().isUsable()));
        meta.templates(account).forEach(it -> templates.store(account.businessAccountId(), town.id(), it, templates.now()));
    }

    @Test
    @DisplayName("AR-01: who hides her number is asked for it, gives it by the button, and stays one person when the number changes")
    void aPersonIsOneHoweverSheShowsHerself() {
        rosa.phone().identity(Phone.Identity.USER_ID_ONLY);
        rosa.write("Mi può richiamare?");
        reads("Mi può richiamare?", "Chiedi il numero");
        goes("risposte/numero", Map.of("testo", "Se vuole, ci dia il numero"));
        town.inTransaction(() -> db.sql("update send_queue set ready_at = now()").update());
        send(new MessageContent.Text("Fatto"));
        await().until(() -> rosa.received().stream().anyMatch(it -> it.buttons().stream().anyMatch(one -> one.title().equals("Invia il mio numero"))));
        rosa.tap("Invia il mio numero");
        reads("<li>Invia il numero</li>", "[il suo numero] +39 347");
        assertThat(talk()).doesNotContain("Chiedi il numero");
        assertThat(bruno.post(path() + "/risposte/numero", path(), Map.of("testo", "Ci dia il numero")).statusCode()).isEqualTo(404);
        rosa.phone().identity(Phone.Identity.PHONE_AND_USER_ID).changeNumber(town.newPhone().e164());
        reads("WhatsApp dice che questa persona ha cambiato numero di telefono");
        rosa.write("Ora scrivo da qui");
        reads("Mi può richiamare?", "Ora scrivo da qui");
        rosa.writeFromPost("È questo?", "Torna il mercato");
        reads("È questo?", "Arriva da un post: «Torna il mercato»");
    }

    @Test
    @DisplayName("PI-06: who floods the number is shut out by an operator, with a reason that stays, until an operator lets her in again")
    void whoFloodsTheNumberIsShutOut() {
        channel.blocking(town.lane(), (who, blocked) -> new BlockedUsers(graph).change(town.lane().account(), "token", Objects.requireNonNull(who.phone()), blocked));
        rosa.write("Una");
        reads("Una", "Blocca questa persona");
        var here = path();
        assertThat(bruno.post(here + "/blocco", here, Map.of("motivo", " ")).statusCode()).isEqualTo(422);
        assertThat(bruno.post(here + "/blocco", here, Map.of("motivo", "Cento messaggi in un’ora")).statusCode()).isEqualTo(302);
        assertThat(talk()).contains("Bloccata su WhatsApp", "Cento messaggi in un’ora", "ha bloccato questa persona", "Togli il blocco");
        rosa.write("Due");
        assertThat(bruno.post(here + "/sblocco", here, Map.of()).statusCode()).isEqualTo(302);
        rosa.write("Tre");
        reads("Tre", "ha tolto il blocco", "Blocca questa persona");
        assertThat(talk()).as("kept away by Meta").doesNotContain(">Due<");
        simulator.clock().move(Duration.ofHours(25));
        var late = bruno.post(here + "/blocco", here, Map.of("motivo", "Ancora"));
        assertThat(late.statusCode()).isEqualTo(422);
        assertThat(late.body()).contains("WhatsApp lascia bloccare solo chi ha scritto nelle ultime 24 ore.");
    }

    @Test
    @DisplayName("PI-01: a file that no form carries is refused as what it is, with the limit in words, and not as a page that was open for too long")
    void aFileThatNoFormCarriesIsRefusedInWords() {
        rosa.write("Una domanda sul mercato");
        reads("Una domanda sul mercato");
        assertThat(talk()).contains("risposte");
        var here = path();
        for (var size : List.of((25 << 20) + 1, 30 << 20)) {
            var refused = bruno.postFile(here + "/risposte/allegato", here, Map.of("testo", "Il regolamento"), "file", "regolamento.pdf", new byte[size]);
            assertThat(refused.statusCode()).isEqualTo(413);
            assertThat(refused.body()).contains("Il file è troppo grande", "al massimo 25 MB", "quello che hai scritto c’è ancora").doesNotContain("troppo a lungo");
        }
    }

    @Test
    @DisplayName("PI-01: an answer that fails is shown with its reason, and the person waits again")
    void anAnswerThatFailsBringsTheTalkBack() {
        rosa.write("Una domanda sul mercato");
        reads("Una domanda sul mercato");
        rosa.phone().failsWith(131026);
        assertThat(bruno.post(path() + "/risposte", path(), Map.of("testo", "Le rispondo")).statusCode()).isEqualTo(302);
        town.inTransaction(() -> db.sql("update send_queue set ready_at = now()").update());
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
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).as("with what was typed").contains("Questo non è un numero di telefono.", "value=\"abc\"");
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
        await().untilAsserted(() -> assertThat(talk()).contains(words));
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

    /** What Bruno posts below the talk is queued. */
    private void goes(String noun, Map<String, String> fields) {
        var answer = bruno.post(path() + "/" + noun, path(), fields);
        assertThat(answer.statusCode()).as(noun + " " + answer.body()).isEqualTo(302);
    }

    private void attaches(String name, byte[] bytes, Map<String, String> fields) {
        var answer = bruno.postFile(path() + "/risposte/allegato", path(), fields, "file", name, bytes);
        assertThat(answer.statusCode()).as(name + " " + answer.body()).isEqualTo(302);
    }

    private void refuses(String kind, Map<String, String> fields, String words) {
        var answer = bruno.post(path() + "/risposte/" + kind, path(), fields);
        assertThat(answer.statusCode()).as(words).isEqualTo(422);
        assertThat(answer.body()).contains(words);
        fields.values().forEach(it -> assertThat(answer.body()).contains(it.lines().findFirst().orElseThrow()));
    }

    private int filesSentToOne() {
        return town.inTransaction(() -> db.sql("select count(*) from stored_file where origin = 'TALK'").query(Integer.class).single());
    }

    private Visitor enter() {
        var email = "bruno." + Ids.next() + "@" + town.slug() + ".example";
        operators.add(town.id(), email, "Bruno Neri", "una buona password", Set.of(Role.AGENT));
        var visitor = Visitor.of(port);
        visitor.login(email, "una buona password");
        return visitor;
    }
}
