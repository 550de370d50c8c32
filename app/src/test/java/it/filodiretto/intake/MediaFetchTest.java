// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import it.filodiretto.MovableClock;
import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.channel.SendOutcome;
import it.filodiretto.inbound.Inbound;
import it.filodiretto.media.Handed;
import it.filodiretto.media.Media;
import it.filodiretto.media.Samples;
import it.filodiretto.media.StoreOutcome;
import it.filodiretto.media.StoredFile;
import it.filodiretto.media.StoredFile.State;
import it.filodiretto.media.StoredFileId;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.meta.Graph;
import it.filodiretto.meta.MetaSettings;
import it.filodiretto.meta.WhatsAppSecrets;
import it.filodiretto.meta.WhatsAppSettings;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.operator.Operators;
import it.filodiretto.operator.Role;
import it.filodiretto.shared.Ids;
import it.filodiretto.shared.PhoneNumber;
import it.filodiretto.webhook.Bodies;
import it.filodiretto.webhook.WebhookCaller;
import it.filodiretto.whatsapp.UploadTable;
import it.filodiretto.whatsapp.UploadedMedia;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.PlatformTransactionManager;

/** Files between people's telephones and the console, by a Graph API of the test's own that can be as bad as Meta's. */
@TownTest
@NullMarked
class MediaFetchTest {

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired Media media;
    @Autowired Inbound inbound;
    @Autowired Municipalities municipalities;
    @Autowired MediaDownloadTable downloads;
    @Autowired UploadTable uploads;
    @Autowired MovableClock clock;
    @Autowired Operators operators;
    @Autowired PlatformTransactionManager transactions;

    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger uploaded = new AtomicInteger();
    private final List<String> asked = new ArrayList<>();
    private byte[] served = Samples.photo(640, 480);
    private String link = "";
    private String form = "";
    private String mediaId = "";
    private String wamid = "";
    private HttpServer meta;
    private Graph graph;
    private MediaWorkers workers;
    private UploadedMedia uploadedMedia;
    private PhoneNumber phone = new PhoneNumber("+393470000000");

    @BeforeEach
    void start() throws Exception {
        meta = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        meta.createContext("/", this::answer);
        meta.start();
        var url = URI.create("http://127.0.0.1:" + meta.getAddress().getPort());
        link = url + "/bytes";
        var settings = new MetaSettings(url, "v26.0", "app-secret", "", "token", "");
        graph = new Graph(settings, new WhatsAppSettings(Duration.ofDays(8), Duration.ofSeconds(10), 4, Duration.ofSeconds(5)));
        var secrets = new WhatsAppSecrets(settings, municipalities);
        workers = new MediaWorkers(downloads, new MediaFetch(graph, settings, secrets, municipalities, media, clock));
        uploadedMedia = new UploadedMedia(media, uploads, graph, secrets, municipalities, clock, transactions);
        phone = town.newPhone();
    }

    @AfterEach
    void stop() throws Exception {
        graph.close();
        meta.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        asked.add(path);
        var body = "Bearer token".equals(exchange.getRequestHeaders().getFirst("Authorization")) ? body(path, exchange) : null;
        exchange.sendResponseHeaders(body == null ? 404 : 200, body == null ? -1 : body.length);
        if (body != null) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private byte @org.jspecify.annotations.Nullable [] body(String path, HttpExchange exchange) throws IOException {
        if (path.startsWith("/bytes/")) {
            return path.equals(bytes()) && refusals.getAndDecrement() > 0 ? null : served;
        }
        if (path.endsWith("/media")) {
            form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
            return ("{\"id\":\"up-" + uploaded.incrementAndGet() + "\"}").getBytes(StandardCharsets.UTF_8);
        }
        return path.startsWith("/v26.0/m-") ? ("{\"url\":\"" + link + path.substring("/v26.0".length()) + "\",\"file_size\":\"" + served.length + "\"}").getBytes(StandardCharsets.UTF_8) : null;
    }

    /** Where the bytes of the newest file lie: downloads that other tests left undone come due in between. */
    private String bytes() {
        return "/bytes/" + mediaId;
    }

    @Test
    void AR_07_aPhotoArrivesThoughTheFirstLinkIsDeadAndIsShownInTheTalk() throws Exception {
        refusals.set(1);
        var file = arrives("image", base64(served));
        var agent = enter();
        var talk = agent.get("/console/" + town.slug() + "/messaggi?stato=tutte").body().replaceAll("(?s).*href=\"(/console/[^\"]+/messaggi/[0-9a-f-]{36})[\"?].*", "$1");
        assertThat(agent.get(talk).body()).contains("Il file sta arrivando");
        work();
        assertThat(find(file).state()).isEqualTo(State.HERE);
        assertThat(asked.stream().filter(bytes()::equals)).hasSize(2);
        var page = agent.get(talk).body();
        assertThat(page).contains("/file/" + file + "/miniatura", "alt=\"Foto del cittadino").doesNotContain("Il file sta arrivando");
        assertThat(agent.get("/console/" + town.slug() + "/file/" + file).body()).doesNotContain(Samples.PLACE);
    }

    @Test
    @DisplayName("AR-07: the file that an edit brings is fetched, and stands in place of the one before")
    void theFileOfAnEditIsFetched() throws Exception {
        var first = arrives("image", base64(served));
        work();
        var before = wamid;
        served = Samples.png(300, 200);
        mediaId = "m-" + Ids.next();
        posted("edit", "\"edit\":{\"original_message_id\":\"" + before + "\",\"message\":{\"type\":\"image\",\"image\":{\"id\":\"" + mediaId + "\",\"mime_type\":\"image/png\",\"sha256\":\"" + base64(served) + "\"}}}");
        await().until(() -> town.inTransaction(() -> inbound.newest(5)).size() == 2);
        var edit = new StoredFileId(town.inTransaction(() -> inbound.newest(1)).getFirst().id());
        work();
        assertThat(find(edit).state()).isEqualTo(State.HERE);
        var agent = enter();
        var talk = agent.get("/console/" + town.slug() + "/messaggi?stato=tutte").body().replaceAll("(?s).*href=\"(/console/[^\"]+/messaggi/[0-9a-f-]{36})[\"?].*", "$1");
        assertThat(agent.get(talk).body()).contains("/file/" + edit + "/miniatura", "Modificato da chi l’ha scritto").doesNotContain("/file/" + first + "/miniatura");
    }

    @Test
    @DisplayName("AR-07: a film longer than the town wants is not even fetched, and the person is told once what the town takes")
    void aFilmLargerThanTheTownWantsIsRefusedUnfetched() throws Exception {
        town.like("arezzo").largestVideo(1);
        served = Samples.mp4();
        var small = arrives("video", base64(served));
        work();
        assertThat(find(small).state()).isEqualTo(State.HERE);
        served = new byte[(1 << 20) + 1];
        for (int i = 0; i < 2; i++) {
            var large = arrives("video", base64(served));
            work();
            assertThat(find(large).state()).isEqualTo(State.REFUSED);
            assertThat(find(large).reason()).isEqualTo("Il file è troppo grande: il massimo è 1 MB.");
            assertThat(asked).contains("/v26.0/" + mediaId).doesNotContain(bytes());
        }
        assertThat(town.wordsSentTo(phone)).singleElement().asString().contains("piccoli video");
        assertThat(town.inTown(() -> inbound.unservedToday()).refused()).isEqualTo(2);
    }

    @Test
    @DisplayName("AR-07: a WebP picture, which Meta does not take, goes out as JPEG, or as PNG where one can see through it")
    void aWebpPictureGoesAsMetaTakesIt() throws Exception {
        var number = town.municipality().requireWhatsapp().phoneNumberId();
        for (var picture : Map.of("image/jpeg", Samples.webp(64, 48, false), "image/png", Samples.webp(64, 48, true)).entrySet()) {
            assertThat(ready(stored("foto.webp", picture.getValue()), number)).isInstanceOf(UploadedMedia.Answer.Ready.class);
            assertThat(form).contains(picture.getKey()).doesNotContain("image/webp", "RIFF").contains(picture.getKey().endsWith("png") ? "PNG" : "JFIF");
        }
    }

    @Test
    void aPhotoThatTheDatabaseDidNotLetSettleIsFetchedAgainAtOnceAndNotWhenTheLeaseEnds() throws Exception {
        var file = arrives("image", base64(served));
        var away = new AtomicBoolean(true);
        var settings = new MetaSettings(URI.create(link).resolve("/"), "v26.0", "app-secret", "", "token", "");
        var interrupted = new MediaWorkers(downloads, new MediaFetch(graph, settings, new WhatsAppSecrets(settings, municipalities), municipalities, media, clock) {
            @Override
            boolean fetch(MediaDownload download) {
                if (download.file().equals(file) && away.getAndSet(false)) {
                    throw new DataAccessResourceFailureException("the database is away");
                }
                return super.fetch(download);
            }
        });
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> {
            interrupted.work();
            return find(file).state() == State.HERE;
        });
    }

    @Test
    @DisplayName("a file is one process's for as long as it fetches it, and soon another's if the first dies over it")
    void aFileIsFetchedByOneAndSoonByAnotherIfThatOneDies() throws Exception {
        var file = arrives("image", base64(served));
        var begun = new CopyOnWriteArrayList<String>();
        var first = new MediaWorkers(downloads, neverEndingWith(file, "first", begun), Duration.ofSeconds(3));
        var second = new MediaWorkers(downloads, neverEndingWith(file, "second", begun), Duration.ofSeconds(3));
        try {
            first.start();
            await().until(() -> begun.contains("first"));
            second.start();
            await().during(Duration.ofSeconds(4)).until(() -> !begun.contains("second"));
            first.stop();
            await().atMost(Duration.ofSeconds(20)).until(() -> begun.contains("second"));
        } finally {
            first.stop();
            second.stop();
        }
        assertThat(begun).containsExactly("first", "second");
    }

    private MediaFetch neverEndingWith(StoredFileId file, String name, List<String> begun) {
        var settings = new MetaSettings(URI.create(link).resolve("/"), "v26.0", "app-secret", "", "token", "");
        return new MediaFetch(graph, settings, new WhatsAppSecrets(settings, municipalities), municipalities, media, clock) {
            @Override
            boolean fetch(MediaDownload download) {
                if (!download.file().equals(file)) {
                    return super.fetch(download);
                }
                begun.add(name);
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(e);
                }
                return false;
            }
        };
    }

    @Test
    void AR_07_aProgramSentAsADocumentIsRefusedWithTheReason() throws Exception {
        served = Samples.program();
        var file = arrives("document", base64(served));
        work();
        assertThat(find(file).state()).isEqualTo(State.REFUSED);
        assertThat(find(file).reason()).contains("Questo tipo di file non si può ricevere");
    }

    @Test
    void AR_07_whoSendsAProgramAsAPhotoIsToldOnceWhatTheTownTakes() throws Exception {
        town.like("arezzo");
        served = Samples.program();
        for (int i = 0; i < 2; i++) {
            var file = arrives("image", base64(served));
            work();
            assertThat(find(file).state()).isEqualTo(State.REFUSED);
        }
        assertThat(town.wordsSentTo(phone)).singleElement().asString().contains("posizione");
        assertThat(town.inTown(() -> inbound.unservedToday()).refused()).isEqualTo(2);
    }

    @Test
    void aPhotoThatCannotBeMadeAnewIsNamedAndOnlyWhoSeesContactsMaySaveIt() throws Exception {
        served = Samples.bytes("II*\0\b\0\0\0" + "\0".repeat(200));
        var file = arrives("image", base64(served));
        work();
        assertThat(find(file).state()).isEqualTo(State.HERE);
        var agent = enter();
        var talk = agent.get("/console/" + town.slug() + "/messaggi?stato=tutte").body().replaceAll("(?s).*href=\"(/console/[^\"]+/messaggi/[0-9a-f-]{36})[\"?].*", "$1");
        assertThat(agent.get(talk).body()).contains("Non si può mostrare: immagine TIFF", "/file/" + file + "/originale").doesNotContain("/miniatura");
    }

    @Test
    void anUploadThatMetaKnowsNoLongerGoesAgainOnceUnlessItIsQuiteNew() throws Exception {
        var file = stored("stemma.png", Samples.png(200, 100));
        var picture = new MessageContent.Attachment(MessageContent.Kind.IMAGE, file.value(), null, null, null);
        assertThat(uploadedAs(picture)).isEqualTo("up-1");
        forget(picture, "up-1");
        assertThat(uploadedAs(picture)).isEqualTo("up-1");
        town.timePasses(Duration.ofMinutes(2));
        forget(picture, "another");
        assertThat(uploadedAs(picture)).isEqualTo("up-1");
        forget(picture, "up-1");
        assertThat(uploadedAs(picture)).isEqualTo("up-2");
    }

    private void forget(MessageContent.Attachment picture, String mediaId) {
        town.inTown(() -> uploadedMedia.forget(town.lane(), picture, mediaId));
    }

    private String uploadedAs(MessageContent.Attachment picture) {
        return ((UploadedMedia.Upload.Ready) town.<UploadedMedia.Upload>inTown(() -> uploadedMedia.upload(town.lane(), picture))).mediaId();
    }

    @Test
    void afterSevenDaysTheFileIsNoLongerAvailable() throws Exception {
        link = "http://127.0.0.1:1";
        var file = arrives("image", base64(served));
        work();
        assertThat(find(file).state()).isEqualTo(State.ARRIVING);
        town.timePasses(Duration.ofDays(7).plusMinutes(1));
        dueAgain(file);
        work();
        assertThat(find(file).state()).isEqualTo(State.EXPIRED);
    }

    @Test
    void theTokenFollowsNoLinkToStrangers() throws Exception {
        link = link.replace("127.0.0.1", "localhost");
        var file = arrives("image", base64(served));
        work();
        assertThat(find(file).state()).isEqualTo(State.ARRIVING);
        assertThat(asked).contains("/v26.0/" + mediaId).doesNotContain(bytes());
    }

    @Test
    void damagedBytesAreAskedForAgain() throws Exception {
        var file = arrives("image", base64(Samples.pdf()));
        work();
        assertThat(find(file).state()).isEqualTo(State.ARRIVING);
        var of = "/v26.0/" + mediaId;
        assertThat(asked.stream().dropWhile(it -> !it.equals(of)).takeWhile(it -> it.equals(of) || it.equals(bytes())))
            .as("with a fresh link, once at once").startsWith(of, bytes(), of, bytes());
        assertThat(asked.stream().filter(of::equals)).hasSize(2);
    }

    @Test
    void aFileIsUploadedOnceAndAgainBeforeMetaForgetsIt() throws Exception {
        var file = stored("stemma.webp.png", Samples.png(200, 100));
        var number = town.municipality().requireWhatsapp().phoneNumberId();
        for (int i = 0; i < 3; i++) {
            assertThat(ready(file, number)).isEqualTo(new UploadedMedia.Answer.Ready("up-1", "image", "stemma.webp.png"));
        }
        assertThat(form).contains("name=\"messaging_product\"", "whatsapp", "name=\"type\"", "image/png", "filename=");
        town.timePasses(Duration.ofDays(28));
        assertThat(ready(file, number)).isInstanceOfSatisfying(UploadedMedia.Answer.Ready.class, it -> assertThat(it.mediaId()).isEqualTo("up-1"));
        town.timePasses(Duration.ofDays(1).plusMinutes(1));
        assertThat(ready(file, number)).isInstanceOfSatisfying(UploadedMedia.Answer.Ready.class, it -> assertThat(it.mediaId()).isEqualTo("up-2"));
    }

    @Test
    void aVoiceMessageGoesUnderTheNameThatMetaWantsAndVorbisNotAtAll() throws Exception {
        var number = town.municipality().requireWhatsapp().phoneNumberId();
        assertThat(ready(stored("voce.opus", Samples.opus()), number)).isInstanceOf(UploadedMedia.Answer.Ready.class);
        assertThat(form).contains("audio/ogg; codecs=opus");
        var vorbis = stored("brano.ogg", new String(Samples.opus(), StandardCharsets.ISO_8859_1).replace("OpusHead", "\1vorbis\0").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(town.<java.util.Optional<String>>inTown(() -> uploadedMedia.refusal(vorbis))).get().asString().startsWith("WhatsApp accetta solo audio");
    }

    @Test
    void whatASenderAttachesMustBeWhatItSays() throws Exception {
        var file = stored("stemma.png", Samples.png(200, 100));
        var asPicture = new MessageContent.Attachment(MessageContent.Kind.IMAGE, file.value(), "Lo stemma", "Stemma del Comune", null);
        assertThat(town.<UploadedMedia.Upload>inTown(() -> uploadedMedia.upload(town.lane(), asPicture))).isEqualTo(new UploadedMedia.Upload.Ready("up-1"));
        var asVideo = new MessageContent.Attachment(MessageContent.Kind.VIDEO, file.value(), null, null, null);
        assertThat(town.<UploadedMedia.Upload>inTown(() -> uploadedMedia.upload(town.lane(), asVideo)))
            .isEqualTo(new UploadedMedia.Upload.Not(new SendOutcome.Refused("media", "Questo file non si può inviare come video.")));
    }

    private StoredFileId arrives(String kind, String hash) {
        mediaId = "m-" + Ids.next();
        posted(kind, "\"" + kind + "\":{\"id\":\"" + mediaId + "\",\"mime_type\":\"image/jpeg\",\"sha256\":\"" + hash + "\"}");
        await().until(() -> town.inTransaction(() -> inbound.newest(1)).stream().anyMatch(it -> it.externalId().equals(wamid)));
        return new StoredFileId(town.inTransaction(() -> inbound.newest(1)).getFirst().id());
    }

    private void posted(String type, String substance) {
        wamid = "wamid." + Ids.next();
        var message = "{\"from\":\"" + phone.digits() + "\",\"id\":\"" + wamid + "\",\"timestamp\":\"" + town.now().getEpochSecond() + "\",\"type\":\"" + type + "\"," + substance + "}";
        assertThat(new WebhookCaller(port).post(Bodies.messages(town.municipality().requireWhatsapp().phoneNumberId(), List.of(message)))).isEqualTo(200);
    }

    private void work() {
        for (int i = 0; i < 50 && workers.work(); i++) {
            assertThat(i).as("downloads of other tests in between").isLessThan(49);
        }
    }

    private void dueAgain(StoredFileId file) {
        downloads.again(file, Duration.ZERO);
    }

    private StoredFile find(StoredFileId id) {
        return town.inTown(() -> media.find(id).orElseThrow());
    }

    private StoredFileId stored(String name, byte[] bytes) {
        return town.inTown(() -> {
            try {
                return ((StoreOutcome.Kept) media.store(name, new Handed(new ByteArrayInputStream(bytes), 1 << 20, null))).file().id();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    private UploadedMedia.Answer ready(StoredFileId file, String number) {
        return town.inTown(() -> uploadedMedia.ready(file, number, "token"));
    }

    private Visitor enter() {
        var email = "bruno." + Ids.next() + "@" + town.slug() + ".example";
        operators.add(town.id(), email, "Bruno Neri", "una buona password", Set.of(Role.AGENT));
        var visitor = Visitor.of(port);
        visitor.login(email, "una buona password");
        return visitor;
    }

    private static String base64(byte[] bytes) throws Exception {
        return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
