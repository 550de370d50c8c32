// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.bench;

import it.filodiretto.meta.Graph;
import it.filodiretto.meta.MetaSettings;
import it.filodiretto.meta.WhatsAppSettings;
import it.filodiretto.simulator.Simulator;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/**
 * A notice to 50,000, unpaced, with statuses on: the whole engine, from the announcement to the last settled message, against its
 * own client alone, {@link Graph}, that posts the same bytes over as many connections: what queue, database and reports cost beyond
 * the sending itself. Each is warm, and measured several times: on one machine either figure differs by a fifth within the hour.
 */
final class BroadcastBench implements Bench.Measured {

    private static final String OTHER_NUMBER = "390587000002";
    private static final int PEOPLE = 50_000;
    private static final int CONNECTIONS = 64;
    /** As many as the engine has on their way by default. */
    private static final int IN_FLIGHT = 512;
    /** The median of so many counts. After some more PostgreSQL writes a checkpoint, and all pages anew into its log, in the middle of what is measured. */
    private static final int TIMES = 5;
    /** After so many the compiler has made the engine what it is, and each subscriber's user id is known. */
    private static final int WARM_UP = 8;
    private static final int CLIENT_WARM_UP = 4;

    @Override
    public boolean run() throws Exception {
        byte[] body;
        double engine;
        double client;
        try (var stage = new Stage(0, Map.of("FILODIRETTO_WHATSAPP_CONNECTIONS", "" + CONNECTIONS))) {
            stage.subscribe(PEOPLE);
            int before = stage.simulator.acceptedCount();
            engine = median("engine", WARM_UP, () -> sending(stage));
            body = String.valueOf(stage.simulator.accepted(before).getLast().body()).getBytes(StandardCharsets.UTF_8);
            stage.app.close();
            client = clientAlone(stage.simulator, body);
        }
        return Bench.line("broadcast of 50,000, unpaced", "%.2f (engine %,.0f/s, client alone %,.0f/s, %d bytes, %d connections)"
            .formatted(engine / client, engine, client, body.length, CONNECTIONS), ">= 0.4", engine / client >= 0.4);
    }

    /** From the announcement to the last settled message. */
    private static void sending(Stage stage) throws InterruptedException {
        stage.awaitEnd(stage.api.announce("Guasto alla rete idrica", "protezione-civile"));
    }

    private interface Sending {
        void run() throws Exception;
    }

    /** @return messages in a second, the median of some sendings */
    private static double median(String who, int warmUp, Sending sending) throws Exception {
        for (int i = 0; i < warmUp; i++) {
            System.out.printf("  %s, warming up: %,.0f/s%n", who, rate(sending));
        }
        var rates = new double[TIMES];
        for (int i = 0; i < TIMES; i++) {
            rates[i] = rate(sending);
            System.out.printf("  %s: %,.0f/s%n", who, rates[i]);
        }
        Arrays.sort(rates);
        return rates[TIMES / 2];
    }

    private static double rate(Sending sending) throws Exception {
        long start = System.nanoTime();
        sending.run();
        return PEOPLE / ((System.nanoTime() - start) / 1e9);
    }

    /** To a second number of the same account at the same far end, whose statuses go to a server that only says 200. */
    private static double clientAlone(Simulator simulator, byte[] body) throws Exception {
        var sink = sink();
        simulator.addAccount(OTHER_NUMBER, "390587000100", "+39 366 5775491", "Comune di Bientina",
            URI.create("http://127.0.0.1:" + sink.getURI().getPort() + "/webhooks/whatsapp"));
        var meta = new MetaSettings(simulator.url(), "v26.0", "", "", Stage.TOKEN, "0");
        var settings = new WhatsAppSettings(Duration.ofDays(8), Duration.ofSeconds(10), CONNECTIONS, Duration.ofSeconds(30));
        try (var client = new Graph(meta, settings)) {
            int before = simulator.acceptedCount();
            double rate = median("client alone", CLIENT_WARM_UP, () -> post(client, body));
            if (simulator.acceptedCount() < before + (CLIENT_WARM_UP + TIMES) * PEOPLE) {
                throw new IllegalStateException("The far end accepted only " + (simulator.acceptedCount() - before));
            }
            return rate;
        } finally {
            sink.stop();
        }
    }

    private static void post(Graph client, byte[] body) throws InterruptedException {
        var places = new Semaphore(IN_FLIGHT);
        var messages = client.address(OTHER_NUMBER + "/messages");
        for (int i = 0; i < PEOPLE; i++) {
            places.acquire();
            Thread.ofVirtual().start(() -> {
                client.post(messages, Stage.TOKEN, body);
                places.release();
            });
        }
        places.acquire(IN_FLIGHT);
    }

    /** Takes the statuses, and says 200. */
    private static Server sink() throws Exception {
        var server = new Server();
        var connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                Content.Source.consumeAll(request, Callback.from(() -> callback.succeeded(), callback::failed));
                return true;
            }
        });
        server.start();
        return server;
    }
}
