// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import it.filodiretto.media.VirusCheck.Verdict;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What we say to clamd, and what we make of its answers; with Debian's own clamd where it is installed. */
@NullMarked
class VirusCheckTest {

    private static final Path CLAMD = Path.of("/usr/sbin/clamd");

    @TempDir Path directory;

    @Test
    void piecesGoWithTheirLengthAndAnEmptyOneEndsThem() throws Exception {
        var bytes = new byte[200_000];
        bytes[199_999] = 7;
        var heard = new ByteArrayOutputStream();
        assertThat(ask(bytes, "stream: OK\0", heard)).isEqualTo(new Verdict.Clean());
        assertThat(heard.toByteArray()).isEqualTo(bytes);
        assertThat(ask(bytes, "stream: Win.Test.EICAR_HDB-1 FOUND\0", heard)).isEqualTo(new Verdict.Infected("Win.Test.EICAR_HDB-1"));
        assertThat(ask(bytes, "INSTREAM size limit exceeded. ERROR\0", heard)).isEqualTo(new Verdict.TooLarge());
        assertThat(ask(bytes, "", heard)).isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void whoDoesNotAnswerHasNotSaidThatItIsClean() throws Exception {
        assertThat(check(directory.resolve("nobody")).look(new ByteArrayInputStream(new byte[10]))).isInstanceOf(Verdict.Unknown.class);
        assertThat(new VirusCheck(settings("127.0.0.1:1")).look(new ByteArrayInputStream(new byte[10]))).isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void AR_07_debiansClamdFindsWhatItKnows() throws Exception {
        assumeTrue(Files.isExecutable(CLAMD), "clamd is not installed here (apt-get install clamav-daemon): only the protocol was tried");
        var evil = "this is a virus that only this test knows".getBytes(StandardCharsets.UTF_8);
        var socket = directory.resolve("clamd.ctl");
        var signatures = Files.createDirectory(directory.resolve("signatures"));
        Files.writeString(signatures.resolve("own.hdb"),
            HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(evil)) + ":" + evil.length + ":Filodiretto.Test\n");
        var configuration = Files.writeString(directory.resolve("clamd.conf"), "Foreground yes\nLocalSocket " + socket + "\nDatabaseDirectory " + signatures
            + "\nStreamMaxLength 1M\nLogFile " + directory.resolve("log") + "\n");
        var clamd = new ProcessBuilder(CLAMD.toString(), "--config-file=" + configuration).redirectErrorStream(true)
            .redirectOutput(directory.resolve("out").toFile()).start();
        try {
            await().until(() -> Files.exists(socket) || !clamd.isAlive());
            assertThat(clamd.isAlive()).as(Files.readString(directory.resolve("out"))).isTrue();
            var check = check(socket);
            assertThat(check.look(new ByteArrayInputStream("buongiorno".getBytes(StandardCharsets.UTF_8)))).isEqualTo(new Verdict.Clean());
            assertThat(check.look(new ByteArrayInputStream(evil))).isInstanceOfSatisfying(Verdict.Infected.class, it -> assertThat(it.name()).startsWith("Filodiretto.Test"));
            assertThat(check.look(new ByteArrayInputStream(new byte[3 << 20]))).isEqualTo(new Verdict.TooLarge());
        } finally {
            clamd.destroy();
            clamd.waitFor();
        }
    }

    /** A clamd that hears all and gives this answer. */
    private Verdict ask(byte[] bytes, String answer, ByteArrayOutputStream heard) throws Exception {
        heard.reset();
        var socket = Files.createTempDirectory(directory, "s").resolve("c");
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            var clamd = Thread.startVirtualThread(() -> answer(server, answer, heard));
            var verdict = check(socket).look(new ByteArrayInputStream(bytes));
            clamd.join();
            return verdict;
        }
    }

    private static void answer(ServerSocketChannel server, String answer, ByteArrayOutputStream heard) {
        try (var channel = server.accept()) {
            var in = new DataInputStream(Channels.newInputStream(channel));
            assertThat(in.readNBytes(10)).isEqualTo("zINSTREAM\0".getBytes(StandardCharsets.US_ASCII));
            for (int length = in.readInt(); length > 0; length = in.readInt()) {
                heard.writeBytes(in.readNBytes(length));
            }
            channel.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static VirusCheck check(Path socket) {
        return new VirusCheck(settings(socket.toString()));
    }

    private static MediaSettings settings(String clamav) {
        return new MediaSettings(clamav, new MediaSettings.Bucket("", null, "", "", ""));
    }
}
