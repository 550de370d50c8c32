// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.bench;

import it.filodiretto.outside.AppProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** From the command {@code bin/serve} to its first «ready», on a database that is there and with the cache that the first start leaves. */
final class ServeBench implements Bench.Measured {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Override
    public boolean run() throws Exception {
        var data = Files.createTempDirectory("filodiretto-bench-serve");
        long first = ready(data);
        awaitCache();
        long again = ready(data);
        return Bench.line("serve ready", "%.1f s on an existing database, %.1f s on none".formatted(again / 1e9, first / 1e9), "<= 5 s", again <= 5_000_000_000L);
    }

    /** Nanoseconds from the command to the first 200 of {@code /readyz}; then it is stopped. */
    private long ready(Path data) throws Exception {
        int port = AppProcess.freePort();
        var log = data.resolve("serve.log").toFile();
        var command = new ProcessBuilder(Path.of("bin/serve").toAbsolutePath().toString()).redirectErrorStream(true).redirectOutput(log);
        command.environment().putAll(Map.of("SERVER_PORT", String.valueOf(port), "FILODIRETTO_DATA_DIR", data.resolve("data").toString()));
        long start = System.nanoTime();
        var process = command.start();
        try {
            while (!isReady(port)) {
                if (!process.isAlive() || System.nanoTime() - start > PATIENCE.toNanos()) {
                    throw new IllegalStateException("bin/serve did not get ready: " + log);
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
            return System.nanoTime() - start;
        } finally {
            process.destroy();
            process.waitFor(60, TimeUnit.SECONDS);
        }
    }

    private boolean isReady(int port) throws InterruptedException {
        try {
            return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/readyz")).build(), BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    /** The first start makes the cache beside the program, with the time that the machine has left. */
    private static void awaitCache() throws InterruptedException {
        var cache = Path.of("app", "target", "run", "filodiretto.aot");
        for (long end = System.nanoTime() + PATIENCE.toNanos(); !Files.exists(cache) && System.nanoTime() < end;) {
            TimeUnit.SECONDS.sleep(1);
        }
    }
}
