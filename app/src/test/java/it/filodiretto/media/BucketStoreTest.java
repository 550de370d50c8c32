// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The store of files in a bucket, at a real server that checks signatures: S3Proxy, in a process of its own. It is 57 MB of
 * libraries, so it runs only where {@code -Ds3.classpath=FILE} says where they are; {@code bin/check --long} does.
 */
@EnabledIfSystemProperty(named = "s3.classpath", matches = ".+")
class BucketStoreTest {

    private static final String BUCKET = "filodiretto";
    @TempDir static Path directory;
    private static Process server;
    private static URI endpoint;

    @BeforeAll
    static void start() throws Exception {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        endpoint = URI.create("http://127.0.0.1:" + port);
        var objects = Files.createDirectory(directory.resolve("objects"));
        var settings = Files.writeString(directory.resolve("s3proxy.conf"), """
            s3proxy.endpoint=%s
            s3proxy.authorization=aws-v2-or-v4
            s3proxy.identity=chi
            s3proxy.credential=segreto
            jclouds.provider=filesystem-nio2
            jclouds.identity=x
            jclouds.credential=x
            jclouds.filesystem.basedir=%s
            """.formatted(endpoint, objects));
        var arguments = Files.writeString(directory.resolve("arguments"), "-cp\n\"" + Files.readString(Path.of(System.getProperty("s3.classpath"))).strip() + "\"\norg.gaul.s3proxy.Main\n--properties\n" + settings + "\n");
        server = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "@" + arguments).redirectErrorStream(true)
            .redirectOutput(directory.resolve("out").toFile()).start();
        await().atMost(Duration.ofSeconds(60)).until(() -> !server.isAlive() || answers(port));
        assertThat(server.isAlive()).as(Files.readString(directory.resolve("out"))).isTrue();
        try (var s3 = S3Client.builder().region(Region.of("eu-south-1")).endpointOverride(endpoint).forcePathStyle(true).httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("chi", "segreto"))).build()) {
            s3.createBucket(it -> it.bucket(BUCKET));
        }
    }

    private static boolean answers(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.destroy();
            server.waitFor();
        }
    }

    @Test
    @DisplayName("AR-07: what is kept in a bucket is read whole and from anywhere, small or in parts; what is not kept is not there")
    void whatIsKeptIsReadWholeAndFromAnywhere() throws Exception {
        try (var store = store("segreto")) {
            for (var size : new int[] {0, 5, (8 << 20) - 1, 8 << 20, (20 << 20) + 7}) {
                var bytes = new byte[size];
                new Random(size).nextBytes(bytes);
                keep(store, "town/" + size, bytes);
                try (var channel = store.open("town/" + size)) {
                    assertThat(channel.size()).isEqualTo(size);
                    assertThat(Channels.newInputStream(channel).readAllBytes()).as("all " + size).isEqualTo(bytes);
                    channel.position(size / 2);
                    var some = ByteBuffer.allocate(Math.min(1000, size - size / 2));
                    assertThat(channel.read(some)).isIn(some.capacity(), -1);
                    assertThat(some.array()).as("the middle of " + size).isEqualTo(java.util.Arrays.copyOfRange(bytes, size / 2, size / 2 + some.capacity()));
                }
            }
            try (var draft = store.create("town/broken-off")) {
                draft.write(new byte[9 << 20]);
            }
            assertThatThrownBy(() -> store.open("town/broken-off")).isInstanceOf(NoSuchFileException.class);
            keep(store, "town/5", new byte[] {1, 2});
            try (var replaced = store.open("town/5")) {
                assertThat(replaced.size()).isEqualTo(2);
            }
            store.delete("town/5");
            store.delete("town/5");
            assertThatThrownBy(() -> store.open("town/5")).isInstanceOf(NoSuchFileException.class);
        }
    }

    @Test
    void whoIsNotKnownThereIsToldByAnExceptionThatIsTriedAgain() {
        try (var store = store("sbagliato")) {
            assertThatThrownBy(() -> keep(store, "town/x", new byte[] {1})).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> store.open("town/x")).isInstanceOf(IOException.class);
        }
    }

    private static BucketStore store(String secret) {
        return new BucketStore(new MediaSettings.Bucket(BUCKET, endpoint, "eu-south-1", "chi", secret));
    }

    private static void keep(BucketStore store, String key, byte[] bytes) throws IOException {
        try (var draft = store.create(key)) {
            draft.write(bytes);
            draft.keep();
        }
    }
}
