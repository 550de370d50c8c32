// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.bench;

import it.filodiretto.outside.Api;
import it.filodiretto.outside.AppProcess;
import it.filodiretto.simulator.Simulator;
import it.filodiretto.simulator.SimulatorSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** The application on an empty database of its own, and the simulator with Bientina's number at the far end. */
final class Stage implements AutoCloseable {

    static final String NUMBER = "390587000001";
    /** Arezzo's, whom citizens may write to. */
    static final String TALKING_NUMBER = "390575000001";
    static final String SECRET = "app-secret-of-the-bench";
    static final String TOKEN = "token-of-the-bench";

    final Simulator simulator;
    final AppProcess app;
    final Api api;

    /** @param rate messages a second; 0 = unpaced */
    Stage(int rate, Map<String, String> more) throws IOException {
        int port = AppProcess.freePort();
        System.setProperty("app.tier", "4");
        simulator = Simulator.start(SimulatorSettings.forTests().secrets(SECRET, "verify-token-of-the-bench", TOKEN).bodiesKept(1_000)
            .webhook(URI.create("http://127.0.0.1:" + port + "/webhooks/whatsapp")));
        simulator.addAccount(NUMBER, "390587000100", "+39 366 5775490", "Comune di Bientina");
        var data = Files.createTempDirectory("filodiretto-bench");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(data)));
        Map<String, String> environment = new HashMap<>(Map.of(
            "FILODIRETTO_DATA_DIR", data.toString(), "FILODIRETTO_META_GRAPH_URL", simulator.url().toString(),
            "FILODIRETTO_META_APP_SECRET", SECRET, "FILODIRETTO_META_VERIFY_TOKEN", "verify-token-of-the-bench",
            "FILODIRETTO_META_TOKEN", TOKEN, "FILODIRETTO_META_RATE", Integer.toString(rate)));
        environment.putAll(more);
        app = new AppProcess(port, Path.of("target", "bench-" + port + ".log"), environment).start();
        api = app.api("bientina");
        api.setUp();
    }

    void subscribe(int people) {
        api.subscribe(IntStream.range(0, people).mapToObj(it -> "+39349%07d".formatted(it)).toList());
    }

    /** Waits until nobody is queued, in flight or uncertain. */
    JsonNode awaitEnd(String broadcast) throws InterruptedException {
        while (true) {
            var state = api.broadcast(broadcast);
            if (state.hasNonNull("finished_at")) {
                return state;
            }
            Thread.sleep(100);
        }
    }

    /** Times of acceptance at the far end, in nanoseconds since 1970, sorted. */
    static long[] times(List<it.filodiretto.simulator.AcceptedMessage> accepted) {
        return accepted.stream().mapToLong(it -> it.at().getEpochSecond() * 1_000_000_000L + it.at().getNano()).sorted().toArray();
    }

    @Override
    public void close() {
        app.close();
        simulator.close();
    }

    private static void delete(Path directory) {
        try (var files = Files.walk(directory)) {
            files.sorted(java.util.Comparator.reverseOrder()).forEach(it -> it.toFile().delete());
        } catch (IOException | java.io.UncheckedIOException _) {
            // A temporary directory that stays is no harm.
        }
    }
}
