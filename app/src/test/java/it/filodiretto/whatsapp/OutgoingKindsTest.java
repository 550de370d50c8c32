// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import it.filodiretto.channel.OutgoingMessage;
import it.filodiretto.channel.SendOutcome;
import it.filodiretto.citizen.Address;
import it.filodiretto.media.FileType;
import it.filodiretto.media.StoredFile;
import it.filodiretto.media.StoredFileId;
import it.filodiretto.messaging.ContentFlaw;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.MessageContent.Kind;
import it.filodiretto.messaging.MessageId;
import it.filodiretto.meta.Fields;
import it.filodiretto.meta.Graph;
import it.filodiretto.meta.MetaSettings;
import it.filodiretto.meta.WhatsAppSettings;
import it.filodiretto.shared.PhoneNumber;
import it.filodiretto.simulator.Simulator;
import it.filodiretto.simulator.SimulatorSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every kind that may be sent, word for word to the simulator, and each limit before that. */
class OutgoingKindsTest {

    private static final String NUMBER = "390564000001";
    private static final PhoneNumber ROSA = new PhoneNumber("+393471231101");
    private static final UUID FILE = UUID.fromString("019ab5c2-7d3e-7f00-8a11-2b3c4d5e6f70");

    private static final MessageContent.Contact URP = new MessageContent.Contact("URP", null, List.of("+390564965301"), List.of());

    private Simulator simulator;
    private Graph graph;
    private String written = "";

    @BeforeEach
    void start() throws Exception {
        simulator = Simulator.start(SimulatorSettings.forTests());
        simulator.addAccount(NUMBER, "9" + NUMBER, "+39 0564 000001", "Comune di prova");
        graph = new Graph(new MetaSettings(simulator.url(), "v26.0", "", "", "", ""),
            new WhatsAppSettings(Duration.ofDays(8), Duration.ofSeconds(10), 4, Duration.ofSeconds(5)));
        written = simulator.phone(ROSA.e164()).chat(NUMBER).write("Buongiorno");
    }

    @AfterEach
    void stop() throws Exception {
        graph.close();
        simulator.close();
    }

    @Test
    @DisplayName("PI-01: text, place, contacts, reaction, buttons, list, link, request of a place and reply are taken by Meta")
    void everyKindIsTaken() {
        for (var content : List.of(
                new MessageContent.Text("Buongiorno a Lei, https://example.org"),
                new MessageContent.Place(42.83, 11.58, "Municipio", "Piazza Garibaldi 25"),
                new MessageContent.Contacts(List.of(new MessageContent.Contact("URP", "Comune di prova", List.of("+390564965301"), List.of("urp@example.org")))),
                new MessageContent.Reaction(written, "👍"),
                new MessageContent.Choice("Vuole?", List.of(new MessageContent.Button("si", "Sì"), new MessageContent.Button("no", "No")), "Una domanda", "Comune", null),
                new MessageContent.Menu("Scelga", "Apri", List.of(new MessageContent.Section("Uffici", List.of(new MessageContent.Row("a", "Anagrafe", "Carta d’identità")))), null, null),
                new MessageContent.Link("Tutto l’avviso", "Apri la pagina", URI.create("https://example.org/avvisi/1"), "Comune", null),
                new MessageContent.PlaceRequest("Dov’è la buca?"),
                new MessageContent.NumberRequest("Per richiamarla ci serve il suo numero."),
                new MessageContent.Reply(written, new MessageContent.Text("Rispondo a questo")))) {
            assertThat(send(content, "")).as(content.getClass().getSimpleName()).isInstanceOf(SendOutcome.Accepted.class);
        }
        var last = Fields.MAPPER.readTree(simulator.accepted().getLast().body());
        assertThat(last.at("/context/message_id").asString()).isEqualTo(written);
        assertThat(last.at("/text/body").asString()).isEqualTo("Rispondo a questo");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void filesAreTakenByTheIdOfTheirUpload(Kind kind) throws Exception {
        var type = switch (kind) {
            case IMAGE -> "image/jpeg";
            case VIDEO -> "video/mp4";
            case AUDIO, VOICE -> "audio/ogg; codecs=opus";
            case DOCUMENT -> "application/pdf";
            case STICKER -> "image/webp";
        };
        var captioned = kind == Kind.IMAGE || kind == Kind.VIDEO || kind == Kind.DOCUMENT;
        var content = new MessageContent.Attachment(kind, FILE, captioned ? "Via Roma" : null, kind == Kind.IMAGE ? "Un albero caduto" : null,
            kind == Kind.DOCUMENT ? "ordinanza.pdf" : null);
        assertThat(send(content, upload(type))).isInstanceOf(SendOutcome.Accepted.class);
        assertThat(Fields.MAPPER.readTree(simulator.accepted().getLast().body()).toString()).doesNotContain("albero");
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = {"IMAGE", "VIDEO", "DOCUMENT"})
    @DisplayName("PI-01: a picture, a film or a document may stand above buttons and above the button of a page")
    void aFileMayStandAboveButtons(Kind kind) throws Exception {
        var type = kind == Kind.IMAGE ? "image/jpeg" : kind == Kind.VIDEO ? "video/mp4" : "application/pdf";
        var above = new MessageContent.Attachment(kind, FILE, null, kind == Kind.IMAGE ? "La piazza" : null, kind == Kind.DOCUMENT ? "ordinanza.pdf" : null);
        for (var content : List.of(new MessageContent.Choice("Viene?", buttons(2), null, "Comune", above),
                new MessageContent.Link("Tutto l’avviso", "Apri", URI.create("https://example.org/1"), null, above))) {
            assertThat(content.attachment()).isEqualTo(above);
            var id = upload(type);
            assertThat(send(content, id)).isInstanceOf(SendOutcome.Accepted.class);
            var header = Fields.MAPPER.readTree(simulator.accepted().getLast().body()).at("/interactive/header");
            assertThat(header.path("type").asString()).isEqualTo(kind.name().toLowerCase(java.util.Locale.ROOT));
            assertThat(header.path(kind.name().toLowerCase(java.util.Locale.ROOT)).path("id").asString()).isEqualTo(id);
        }
    }

    @Test
    void aTemplateMayHaveAHeaderAndButtonsAndCountedBlanks() {
        simulator.templates().approved("9" + NUMBER, "contato", "it", "UTILITY", "Il {{1}} alle {{2}} c’è posto.");
        var template = new MessageContent.Template("contato", "it", List.of(new MessageContent.Parameter("1", "lunedì"), new MessageContent.Parameter("2", "9")), "…");
        assertThat(send(template, "")).isInstanceOf(SendOutcome.Accepted.class);
        var whole = new MessageContent.Template("intero", "it", List.of(new MessageContent.Parameter("testo", "x")), "…", null,
            new MessageContent.Header(null, new MessageContent.Attachment(Kind.IMAGE, FILE, null, null, null), null),
            List.of(new MessageContent.ButtonValue(0, true, "CONFERMA"), new MessageContent.ButtonValue(1, false, "avvisi/1")));
        var json = Fields.MAPPER.readTree(MessageJson.write(message(whole), _ -> "4711"));
        assertThat(json.at("/template/components/0/parameters/0/image/id").asString()).isEqualTo("4711");
        assertThat(json.at("/template/components/1/parameters/0/parameter_name").asString()).isEqualTo("testo");
        assertThat(json.at("/template/components/2/sub_type").asString()).isEqualTo("quick_reply");
        assertThat(json.at("/template/components/3/parameters/0/text").asString()).isEqualTo("avvisi/1");
    }

    @Test
    void readMarksAndTypingAreTakenForWhatThePersonWrote() {
        for (var writing : new boolean[] {false, true}) {
            var reply = graph.post(NUMBER + "/messages", "token", WhatsAppChannel.seenJson(written, writing));
            assertThat(reply).isInstanceOfSatisfying(Graph.Reply.Answered.class, it -> assertThat(it.isSuccess()).isTrue());
        }
    }

    @Test
    void eachLimitIsCheckedBeforeTheCallAndSaidInItalian() {
        refused(() -> new MessageContent.Text(""), "Il testo non può essere vuoto.");
        refused(() -> new MessageContent.Text("a".repeat(4097)), "Il testo può avere al massimo 4096 caratteri, e ne ha 4097.");
        refused(() -> new MessageContent.Attachment(Kind.VOICE, FILE, "x", null, null), "Un messaggio vocale non può avere una didascalia.");
        refused(() -> new MessageContent.Attachment(Kind.IMAGE, FILE, "a".repeat(1025), null, null), "La didascalia può avere al massimo 1024 caratteri, e ne ha 1025.");
        refused(() -> new MessageContent.Attachment(Kind.IMAGE, FILE, null, null, "x.jpg"), "Solo un documento ha un nome.");
        refused(() -> new MessageContent.Place(91, 0, null, null), "La posizione non è sulla Terra.");
        refused(() -> new MessageContent.Contacts(List.of()), "Si possono mandare da 1 a 5 contatti, non 0.");
        refused(() -> new MessageContent.Choice("?", buttons(4)), "I pulsanti sono da 1 a 3, non 4.");
        refused(() -> new MessageContent.Choice("?", List.of(new MessageContent.Button("a", "Sì"), new MessageContent.Button("b", "Sì"))), "Due pulsanti hanno le stesse parole.");
        refused(() -> new MessageContent.Button("a", "a".repeat(21)), "Il testo del pulsante può avere al massimo 20 caratteri, e ne ha 21.");
        refused(() -> new MessageContent.Menu("?", "Apri", List.of(new MessageContent.Section("x", rows(11))), null, null), "Le voci dell’elenco sono da 1 a 10 in tutto, non 11.");
        refused(() -> new MessageContent.Menu("?", "Apri", List.of(new MessageContent.Section(null, rows(1)), new MessageContent.Section("x", rows(1))), null, null),
            "Se le sezioni sono più di una, ognuna ha un titolo.");
        refused(() -> new MessageContent.Link("x", "Apri", URI.create("avvisi/1"), null, null), "Il collegamento è un indirizzo intero, https://…");
        refused(() -> new MessageContent.Contacts(java.util.Collections.nCopies(6, URP)), "Si possono mandare da 1 a 5 contatti, non 6.");
        refused(() -> new MessageContent.Contact("URP", null, List.of(), List.of()), "Un contatto ha almeno un telefono o un’e-mail.");
        refused(() -> new MessageContent.Choice("a".repeat(1025), buttons(1)), "La domanda può avere al massimo 1024 caratteri, e ne ha 1025.");
        refused(() -> new MessageContent.Choice("?", buttons(1), "a".repeat(61), null, null), "L’intestazione può avere al massimo 60 caratteri, e ne ha 61.");
        refused(() -> new MessageContent.Choice("?", buttons(1), null, "a".repeat(61), null), "La riga in fondo può avere al massimo 60 caratteri, e ne ha 61.");
        refused(() -> new MessageContent.Choice("?", buttons(1), "Una domanda", null, new MessageContent.Attachment(Kind.IMAGE, FILE, null, null, null)),
            "Sopra i pulsanti sta un’intestazione o un file, non tutti e due.");
        refused(() -> new MessageContent.Choice("?", buttons(1), null, null, new MessageContent.Attachment(Kind.AUDIO, FILE, null, null, null)),
            "Sopra un pulsante può stare una foto, un video o un documento.");
        refused(() -> new MessageContent.Link("x", "Apri", URI.create("https://a.it"), null, new MessageContent.Attachment(Kind.IMAGE, FILE, "x", null, null)),
            "Il file sopra un pulsante non ha una didascalia.");
        refused(() -> new MessageContent.Choice("?", List.of(new MessageContent.Button("a", "Sì"), new MessageContent.Button("a", "No"))), "Due pulsanti hanno lo stesso codice.");
        refused(() -> new MessageContent.Button("a".repeat(257), "Sì"), "Il codice del pulsante può avere al massimo 256 caratteri, e ne ha 257.");
        refused(() -> menu("a".repeat(21), null, null, rows(1)), "Il pulsante dell’elenco può avere al massimo 20 caratteri, e ne ha 21.");
        refused(() -> menu("Apri", "a".repeat(61), null, rows(1)), "L’intestazione può avere al massimo 60 caratteri, e ne ha 61.");
        refused(() -> menu("Apri", null, "a".repeat(61), rows(1)), "La riga in fondo può avere al massimo 60 caratteri, e ne ha 61.");
        refused(() -> menu("Apri", null, null, List.of()), "Una sezione ha almeno una voce.");
        refused(() -> new MessageContent.Section("a".repeat(25), rows(1)), "Il titolo della sezione può avere al massimo 24 caratteri, e ne ha 25.");
        refused(() -> new MessageContent.Row("a".repeat(201), "Voce", null), "Il codice della voce può avere al massimo 200 caratteri, e ne ha 201.");
        refused(() -> new MessageContent.Row("a", "a".repeat(25), null), "La voce può avere al massimo 24 caratteri, e ne ha 25.");
        refused(() -> new MessageContent.Row("a", "Voce", "a".repeat(73)), "La spiegazione della voce può avere al massimo 72 caratteri, e ne ha 73.");
        refused(() -> new MessageContent.Link("x", "a".repeat(21), URI.create("https://a.it"), null, null), "Il testo del pulsante può avere al massimo 20 caratteri, e ne ha 21.");
        refused(() -> new MessageContent.Link("x", "Apri", URI.create("https://a.it"), "a".repeat(61), null), "La riga in fondo può avere al massimo 60 caratteri, e ne ha 61.");
        refused(() -> new MessageContent.PlaceRequest("a".repeat(1025)), "Il testo può avere al massimo 1024 caratteri, e ne ha 1025.");
        refused(() -> new MessageContent.NumberRequest(" "), "Il testo non può essere vuoto.");
        refused(() -> new MessageContent.Reply("wamid.1", new MessageContent.Reaction("wamid.2", "👍")), "Questo messaggio non può citarne un altro.");
    }

    @Test
    @DisplayName("PI-01: pictures above 5 MB, films and sounds above 16 MB are refused before the call")
    void whatIsTooLargeForMetaIsSaidInItalian() {
        assertThat(MediaForm.refusal(file("image/png", 9, new StoredFile.Shown("image/png", (5 << 20) + 1, 1)))).contains("L’immagine è troppo grande: WhatsApp ne accetta fino a 5 MB.");
        assertThat(MediaForm.refusal(file("image/png", 9 << 20, new StoredFile.Shown("image/png", 5 << 20, 1)))).as("the copy that is sent is small enough").isEmpty();
        assertThat(MediaForm.refusal(file("image/heic", 9, null))).contains("Non riusciamo a leggere l’immagine: salvala come JPEG o PNG.");
        assertThat(MediaForm.refusal(file("video/quicktime", 9, null))).contains("WhatsApp accetta solo video MP4 o 3GP: salvalo come MP4 e riprova.");
        assertThat(MediaForm.refusal(file("video/mp4; codecs=hvc1", 9, null)))
            .contains("Questo video è in HEVC, il formato degli iPhone, che WhatsApp non accetta: salvalo come MP4 H.264 e riprova.");
        assertThat(MediaForm.refusal(file("audio/ogg", 9, null))).contains("WhatsApp accetta solo audio AAC, AMR, MP3, M4A o OGG Opus: salvalo come MP3 e riprova.");
        assertThat(MediaForm.refusal(file("image/tiff", 9, null))).contains("Questo TIFF non si può inviare: se ha più pagine salvalo come PDF, se no come JPEG.");
        assertThat(MediaForm.refusal(file("video/mp4", (16 << 20) + 1, null))).contains("Il video è troppo grande: WhatsApp ne accetta fino a 16 MB.");
        assertThat(MediaForm.refusal(file("video/mp4", 16 << 20, null))).isEmpty();
        assertThat(MediaForm.refusal(file("audio/mpeg", (16 << 20) + 1, null))).contains("L’audio è troppo grande: WhatsApp ne accetta fino a 16 MB.");
        assertThat(MediaForm.refusal(file("audio/mpeg", 16 << 20, null))).isEmpty();
    }

    @Test
    @DisplayName("PI-01: what was brought into another form goes in that one, and its size counts")
    void whatWasBroughtIntoAnotherFormGoesInThatOne() {
        assertThat(MediaForm.of(file("video/quicktime", 90 << 20, new StoredFile.Shown("video/mp4", 9, 0)))).hasValue(new MediaForm("video", StoredFile.Copy.SHOWN, "video/mp4"));
        assertThat(MediaForm.of(file("audio/ogg", 9, new StoredFile.Shown("audio/ogg; codecs=opus", 9, 0))))
            .hasValue(new MediaForm("audio", StoredFile.Copy.SHOWN, "audio/ogg; codecs=opus"));
        assertThat(MediaForm.refusal(file("video/quicktime", 9, new StoredFile.Shown("video/mp4", (16 << 20) + 1, 0)))).contains("Il video è troppo grande: WhatsApp ne accetta fino a 16 MB.");
    }

    private static StoredFile file(String type, long size, StoredFile.@org.jspecify.annotations.Nullable Shown shown) {
        return new StoredFile(new StoredFileId(FILE), StoredFile.Origin.TALK, StoredFile.State.HERE, "file", FileType.accepted(type).orElseThrow(), size, null, shown, false, null,
            java.time.Instant.EPOCH);
    }

    private static MessageContent.Menu menu(String button, @org.jspecify.annotations.Nullable String header, @org.jspecify.annotations.Nullable String footer, List<MessageContent.Row> rows) {
        return new MessageContent.Menu("?", button, List.of(new MessageContent.Section(null, rows)), header, footer);
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable making, String words) {
        assertThatThrownBy(making).isInstanceOf(ContentFlaw.class).hasMessage(words);
    }

    private static List<MessageContent.Button> buttons(int count) {
        return IntStream.range(0, count).mapToObj(it -> new MessageContent.Button("b" + it, "Bottone " + it)).toList();
    }

    private static List<MessageContent.Row> rows(int count) {
        return IntStream.range(0, count).mapToObj(it -> new MessageContent.Row("r" + it, "Voce " + it, null)).toList();
    }

    private static OutgoingMessage message(MessageContent content) {
        return new OutgoingMessage(new MessageId(FILE, LocalDate.of(2026, 11, 24)), new Address(ROSA, null), content);
    }

    private SendOutcome send(MessageContent content, String mediaId) {
        return WhatsAppChannel.outcome(graph.post(NUMBER + "/messages", "token", MessageJson.write(message(content), _ -> mediaId)));
    }

    private String upload(String type) throws Exception {
        var body = "--b\r\nContent-Disposition: form-data; name=\"messaging_product\"\r\n\r\nwhatsapp\r\n--b\r\nContent-Disposition: form-data; name=\"type\"\r\n\r\n" + type
            + "\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\nContent-Type: " + type + "\r\n\r\nxxxx\r\n--b--\r\n";
        var request = HttpRequest.newBuilder(URI.create(simulator.url() + "/v26.0/" + NUMBER + "/media")).header("Authorization", "Bearer token")
            .header("Content-Type", "multipart/form-data; boundary=b").POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8)).build();
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return Fields.MAPPER.readTree(answer.body()).get("id").asString();
        }
    }
}
