// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.media.StoredFile.Copy;
import it.filodiretto.media.StoredFile.State;
import it.filodiretto.operator.Operators;
import it.filodiretto.operator.Role;
import it.filodiretto.shared.Ids;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.imageio.ImageIO;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Files, from the bytes that come in to the bytes that an operator's browser gets. */
@TownTest
@NullMarked
class MediaTest {

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired Town otherTown;
    @Autowired Media media;
    @Autowired Operators operators;
    @Value("${filodiretto.data-dir}") Path data;
    @TempDir Path directory;

    @Test
    void AR_07_aPictureIsShownWithoutThePlaceAndOriginalsStaySealed() throws Exception {
        var photo = Samples.photo(800, 600);
        var file = arrived(town, "IMG_0042.HEIC", photo);
        assertThat(file.name()).isEqualTo("IMG_0042.jpg");
        assertThat(file.isPicture()).isTrue();
        assertThat(file.sha256()).isEqualTo(hex(photo));
        var shown = read(town, file, Copy.SHOWN);
        assertThat(latin(shown)).doesNotContain(Samples.PLACE, "Exif");
        var picture = ImageIO.read(new ByteArrayInputStream(shown));
        assertThat(List.of(picture.getWidth(), picture.getHeight())).as("as the telephone was held").containsExactly(600, 800);
        var small = ImageIO.read(new ByteArrayInputStream(read(town, file, Copy.SMALL)));
        assertThat(List.of(small.getWidth(), small.getHeight())).containsExactly(360, 480);
        assertThat(read(town, file, Copy.ORIGINAL)).isEqualTo(photo);
        assertThat(latin(onDisk(file))).as("at rest").doesNotContain(Samples.PLACE, "JFIF");
    }

    @Test
    void AR_07_aFilmIsKeptWithoutThePlaceAndNothingInItMoves() throws Exception {
        var film = Samples.film();
        var file = arrived(town, "VID_0042.mp4", film);
        assertThat(file.type()).extracting(FileType::mediaType).isEqualTo("video/mp4");
        assertThat(file.sha256()).as("of what came").isEqualTo(hex(film));
        var kept = read(town, file, Copy.ORIGINAL);
        assertThat(kept).hasSameSizeAs(film);
        assertThat(latin(kept)).doesNotContain(Samples.PLACE, "xyz", "loci", "meta", "uuid").endsWith("\0\0\0");
        assertThat(latin(kept).indexOf("the frames themselves")).isPositive().isEqualTo(latin(film).indexOf("the frames themselves"));
    }

    @Test
    void AR_07_aProgramIsNotKeptWhateverItIsCalled() throws Exception {
        var id = expected(town, "foto.jpg");
        assertThat(fill(town, id, Samples.program(), 1000_000, null)).isInstanceOf(StoreOutcome.Refused.class);
        var file = find(town, id);
        assertThat(file.state()).isEqualTo(State.REFUSED);
        assertThat(file.reason()).contains("Questo tipo di file non si può ricevere");
        assertThatThrownBy(() -> read(town, file, Copy.ORIGINAL)).isInstanceOf(IOException.class);
        assertThat(filesOf(file)).isEmpty();
    }

    @Test
    void AR_07_whatIsTooLargeIsNotKept() throws Exception {
        var id = expected(town, "lungo.txt");
        var outcome = fill(town, id, "buongiorno ".repeat(200_000).getBytes(StandardCharsets.UTF_8), 1 << 20, null);
        assertThat(outcome).isEqualTo(new StoreOutcome.Refused("too-large", "Il file è troppo grande: il massimo è 1 MB."));
        assertThat(filesOf(find(town, id))).isEmpty();
    }

    @Test
    void aFileThatIsNotWhatWasPromisedIsAwaitedAgain() throws Exception {
        var pdf = Samples.pdf();
        var id = expected(town, "delibera.pdf");
        assertThat(fill(town, id, pdf, 1000, hex(Samples.program()))).isInstanceOf(StoreOutcome.TryAgain.class);
        assertThat(find(town, id).state()).isEqualTo(State.ARRIVING);
        assertThat(filesOf(find(town, id))).isEmpty();
        var base64 = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex(pdf)));
        assertThat(fill(town, id, pdf, 1000, base64)).isInstanceOf(StoreOutcome.Kept.class);
        assertThat(fill(town, id, pdf, 1000, base64)).as("twice").isInstanceOf(StoreOutcome.TryAgain.class);
    }

    @Test
    void whoMaySeesItInPartsAndNothingOfItRuns() throws Exception {
        var file = arrived(town, "lettera.txt", "Spett.le Comune, vorrei sapere quando.".getBytes(StandardCharsets.UTF_8));
        var path = "/console/" + town.slug() + "/file/" + file.id();
        var agent = enter(town, Role.AGENT);
        var whole = agent.get(path);
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.headers().firstValue("Content-Disposition")).get().asString().startsWith("attachment").contains("lettera.txt");
        assertThat(whole.headers().firstValue("Content-Security-Policy")).get().asString().contains("default-src 'none'").contains("sandbox");
        assertThat(whole.headers().allValues("Content-Security-Policy")).hasSize(1);
        assertThat(whole.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(whole.headers().firstValue("Accept-Ranges")).contains("bytes");
        var part = agent.get(path, "Range", "bytes=9-14");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("Comune");
        assertThat(part.headers().firstValue("Content-Range")).contains("bytes 9-14/38");
        assertThat(agent.get(path, "Range", "bytes=99-").statusCode()).isEqualTo(416);
        assertThat(enter(town, Role.EDITOR).get(path).statusCode()).as("who writes notices does not read citizens").isEqualTo(403);
        assertThat(enter(otherTown, Role.AGENT).get(path).statusCode()).isEqualTo(404);
        assertThat(enter(otherTown, Role.AGENT).get("/console/" + otherTown.slug() + "/file/" + file.id()).statusCode()).isEqualTo(404);
        assertThat(Visitor.of(port).get(path).statusCode()).isEqualTo(302);
    }

    @Test
    void aPictureIsShownInItsPlace() throws Exception {
        var file = arrived(town, "buca.jpg", Samples.photo(100, 60));
        var agent = enter(town, Role.AGENT);
        var path = "/console/" + town.slug() + "/file/" + file.id();
        for (var one : List.of(path, path + "/miniatura")) {
            var answer = agent.get(one);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("image/jpeg");
            assertThat(answer.headers().firstValue("Content-Disposition")).get().asString().startsWith("inline");
        }
        assertThat(agent.get(path + "/originale").headers().firstValue("Content-Disposition")).get().asString().startsWith("attachment");
    }

    @Test
    void AR_07_aPictureIsDrawnOnceWhenSomebodyFirstLooks() throws Exception {
        var file = arrived(town, "buca.jpg", Samples.photo(100, 60));
        assertThat(filesOf(file)).as("coming in waits for no drawing").hasSize(1);
        assertThat(file.toDraw()).isTrue();
        var agent = enter(town, Role.AGENT);
        var path = "/console/" + town.slug() + "/file/" + file.id() + "/miniatura";
        try (var viewers = Executors.newVirtualThreadPerTaskExecutor()) {
            var seen = viewers.invokeAll(Collections.<Callable<Integer>>nCopies(6, () -> agent.get(path).statusCode()));
            assertThat(seen).allSatisfy(it -> assertThat(it.get()).isEqualTo(200));
        }
        assertThat(filesOf(file)).hasSize(3);
        var made = filesOf(file).stream().map(MediaTest::modified).toList();
        assertThat(find(town, file.id())).satisfies(it -> assertThat(it.toDraw()).isFalse()).satisfies(it -> assertThat(it.isPicture()).isTrue());
        assertThat(agent.get(path).statusCode()).isEqualTo(200);
        assertThat(filesOf(file).stream().map(MediaTest::modified).toList()).as("kept").isEqualTo(made);
    }

    @Test
    void AR_07_aPictureThatTurnsOutToBeBrokenIsNeverShownAsItCame() throws Exception {
        var whole = Samples.png(300, 300);
        var file = arrived(town, "rotta.png", Arrays.copyOf(whole, 60));
        assertThat(file.isPicture()).as("as far as its head tells").isTrue();
        var agent = enter(town, Role.AGENT);
        var path = "/console/" + town.slug() + "/file/" + file.id();
        assertThat(agent.get(path + "/miniatura").statusCode()).isEqualTo(404);
        assertThat(find(town, file.id()).isPicture()).isFalse();
        assertThat(agent.get(path).headers().firstValue("Content-Disposition")).get().asString().startsWith("attachment");
        assertThat(filesOf(file)).hasSize(1);
    }

    @Test
    void AR_07_picturesLargerThanAnyCamerasAndPicturesThatPointBehindTheirEndAreKnownAtOnce() throws Exception {
        var huge = Samples.png(8, 8);
        ByteBuffer.wrap(huge).putInt(16, 20_000).putInt(20, 20_000);
        assertThat(arrived(town, "enorme.png", huge)).satisfies(it -> assertThat(it.isPicture()).isFalse());
        var pointing = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN).put("II*\0".getBytes(StandardCharsets.US_ASCII)).putInt(0x7fff_ff00).array();
        assertThat(arrived(town, "scansione.tif", pointing)).satisfies(it -> assertThat(it.isPicture()).isFalse());
    }

    @Test
    void whoErasesAPictureWhileItIsDrawnLeavesNothing() throws Exception {
        var file = arrived(town, "buca.jpg", Samples.photo(1600, 1200));
        var looking = Thread.startVirtualThread(() -> town.inTown(() -> media.drawn(file)));
        inTown(town, () -> {
            media.erase(file.id());
            return true;
        });
        looking.join();
        assertThat(filesOf(file)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"tif, image/tiff", "bmp, image/bmp", "gif, image/gif"})
    void whatOfficesScanIsSentAsWhatEveryTelephoneShows(String ending, String type) throws Exception {
        var outcome = inTown(town, () -> media.storeForOne("ordinanza." + ending, handed(Samples.picture(ending, 320, 200, BufferedImage.TYPE_INT_RGB), 1 << 20, null)));
        assertThat(outcome).isInstanceOfSatisfying(StoreOutcome.Kept.class, it -> {
            assertThat(it.file().typeOf(Copy.ORIGINAL)).isEqualTo(type);
            assertThat(it.file().toDraw()).as("who sends it is told at once if it is none").isFalse();
            assertThat(it.file().typeOf(Copy.SHOWN)).isEqualTo("image/jpeg");
        });
    }

    @Test
    void aScanOfManyPagesIsNotTakenForItsFirst() throws Exception {
        assertThat(arrived(town, "fax.tif", Samples.scan(1)).isPicture()).isTrue();
        var file = arrived(town, "ordinanza.tif", Samples.scan(3));
        assertThat(file.isPicture()).isFalse();
        assertThat(read(town, file, Copy.ORIGINAL)).isEqualTo(Samples.scan(3));
    }

    @Test
    void whatIsErasedIsGone() throws Exception {
        var file = arrived(town, "buca.jpg", Samples.photo(100, 60));
        read(town, file, Copy.SMALL);
        assertThat(filesOf(file)).hasSize(3);
        inTown(town, () -> {
            media.erase(file.id());
            return true;
        });
        assertThat(filesOf(file)).isEmpty();
        assertThat(town.<Boolean>inTown(() -> media.find(file.id()).isPresent())).isFalse();
    }

    @Test
    void aPictureWithTransparencyIsKeptAsOne() throws Exception {
        var outcome = inTown(town, () -> media.store("stemma.png", handed(Samples.png(300, 300), 1 << 20, null)));
        assertThat(outcome).isInstanceOfSatisfying(StoreOutcome.Kept.class, it -> assertThat(it.file().typeOf(Copy.SHOWN)).isEqualTo("image/png"));
    }

    @Test
    void AR_07_whatTheTownHallSendsInAFormThatTelephonesDoNotTakeGetsAnother() throws Exception {
        var film = made("ffmpeg", "-f", "lavfi", "-i", "testsrc=duration=1:size=1920x1080:rate=10", "-f", "lavfi", "-i", "sine=duration=1", "-c:v", "mpeg4", "-c:a", "pcm_s16le", "film.mov");
        var kept = sent("IMG_7.MOV", film);
        assertThat(kept.typeOf(kept.visible())).isEqualTo("video/mp4");
        assertThat(latin(read(town, kept, Copy.SHOWN))).startsWith("\0\0\0").contains("ftypisom", "avc1", "mp4a");
        assertThat(read(town, kept, Copy.ORIGINAL)).as("what came is kept").isEqualTo(film);
        var packed = sent("IMG_9.MP4", made("ffmpeg", "-f", "lavfi", "-i", "testsrc=duration=1:size=320x240:rate=10", "-c:v", "libx265", "-tag:v", "hvc1", "film.mp4"));
        assertThat(packed.typeOf(Copy.ORIGINAL)).as("H.265, which stands behind the frames").isEqualTo("video/mp4; codecs=hvc1");
        assertThat(packed.typeOf(packed.visible())).isEqualTo("video/mp4");
        assertThat(latin(read(town, packed, Copy.SHOWN))).contains("avc1").doesNotContain("hvc1");
        var plain = sent("via.mp4", made("ffmpeg", "-f", "lavfi", "-i", "testsrc=duration=1:size=320x240:rate=10", "-c:v", "libx264", "plain.mp4"));
        assertThat(plain.visible()).as("needs no other").isEqualTo(Copy.ORIGINAL);
        assertThat(plain.typeOf(Copy.ORIGINAL)).isEqualTo("video/mp4");
        var sound = sent("brano.ogg", made("ffmpeg", "-f", "lavfi", "-i", "sine=duration=1", "-ac", "2", "-c:a", "libvorbis", "brano.ogg"));
        assertThat(sound.typeOf(sound.visible())).isEqualTo("audio/ogg; codecs=opus");
        assertThat(latin(read(town, sound, Copy.SHOWN))).contains("OpusHead\1\1");
        made("ffmpeg", "-f", "lavfi", "-i", "testsrc=duration=1:size=400x300:rate=1", "-frames:v", "1", "foto.png");
        var photo = sent("IMG_8.HEIC", made("heif-enc", "foto.png", "-o", "foto.heic"));
        assertThat(photo.typeOf(photo.visible())).isEqualTo("image/jpeg");
        assertThat(photo.isPicture()).isTrue();
        assertThat(ImageIO.read(new ByteArrayInputStream(read(town, photo, Copy.SHOWN))).getWidth()).isEqualTo(400);
    }

    @Test
    void noOtherProgramOpensWhatACitizenSends() throws Exception {
        var file = arrived(town, "IMG_7.MOV", made("ffmpeg", "-f", "lavfi", "-i", "testsrc=duration=1:size=64x48:rate=10", "-c:v", "mpeg4", "film.mov"));
        assertThat(file.visible()).isEqualTo(Copy.ORIGINAL);
    }

    private StoredFile sent(String name, byte[] bytes) throws Exception {
        return ((StoreOutcome.Kept) inTown(town, () -> media.storeForOne(name, handed(bytes, 25 << 20, null)))).file();
    }

    /** By Debian's own program, where it is installed; the last word names the file. */
    private byte[] made(String program, String... words) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin", program)), program + " is not installed");
        var command = new ArrayList<>(List.of("/usr/bin/" + program));
        command.addAll(List.of(words));
        var process = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).redirectOutput(directory.resolve("said").toFile()).start();
        assertThat(process.waitFor()).as(Files.readString(directory.resolve("said"))).isZero();
        return Files.readAllBytes(directory.resolve(words[words.length - 1]));
    }

    private StoredFile arrived(Town town, String name, byte[] bytes) throws Exception {
        var id = expected(town, name);
        assertThat(fill(town, id, bytes, 1 << 20, null)).isInstanceOf(StoreOutcome.Kept.class);
        return find(town, id);
    }

    private StoredFileId expected(Town town, String name) {
        var id = StoredFileId.next();
        town.inTown(() -> media.expect(id, name));
        return id;
    }

    private StoredFile find(Town town, StoredFileId id) {
        return town.inTown(() -> media.find(id).orElseThrow());
    }

    private StoreOutcome fill(Town town, StoredFileId id, byte[] bytes, long limit, @org.jspecify.annotations.Nullable String hash) {
        return inTown(town, () -> media.fill(id, handed(bytes, limit, hash)));
    }

    private static Handed handed(byte[] bytes, long limit, @org.jspecify.annotations.Nullable String hash) {
        return new Handed(new ByteArrayInputStream(bytes), limit, hash);
    }

    private byte[] read(Town town, StoredFile file, Copy copy) throws IOException {
        try {
            return inTown(town, () -> {
                try (var in = media.open(file.id(), copy, 0)) {
                    return in.readAllBytes();
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private byte[] onDisk(StoredFile file) throws IOException {
        return Files.readAllBytes(filesOf(file).stream().filter(it -> it.toString().endsWith("-original")).findFirst().orElseThrow());
    }

    private List<Path> filesOf(StoredFile file) throws IOException {
        var place = data.resolve("media").resolve(town.id().value().toString());
        if (!Files.exists(place)) {
            return List.of();
        }
        try (var all = Files.list(place)) {
            return all.filter(it -> it.getFileName().toString().startsWith(file.id().toString())).toList();
        }
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private static <T> T inTown(Town town, Work<T> work) {
        return town.inTown(() -> {
            try {
                return work.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private Visitor enter(Town town, Role role) {
        var email = "bruno." + Ids.next() + "@" + town.slug() + ".example";
        operators.add(town.id(), email, "Bruno Neri", "una buona password", Set.of(role));
        var visitor = Visitor.of(port);
        visitor.login(email, "una buona password");
        return visitor;
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hex(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
