// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.bench;

import it.filodiretto.simulator.Simulator;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/**
 * A notice to 50,000, unpaced, with statuses on: the whole engine, from the announcement to the last settled message,
 * against the same Jetty client alone that posts the same bytes over as many connections.
 */
final class BroadcastBench implements Bench.Measured {

    private static final String OTHER_NUMBER = "390587000002";
    private static final int PEOPLE = 50_000;
    private static final int CONNECTIONS = 64;
    /** As many as the engine has on their way by default. */
    private static final int IN_FLIGHT = 512;
    /**
     * After so many the compiler has made the engine what it is, and each subscriber's user id is known; the client alone is warm after one. After some more
     * PostgreSQL would write a checkpoint, and all pages anew into its log, in the middle of what is measured.
     */
    private static final int WARM_UP = 12;

    @Override
    public boolean run() throws Exception {
        byte[] body;
        double engine;
        double client;
        try (var stage = new Stage(0, Map.of("FILODIRETTO_WHATSAPP_CONNECTIONS", "" + CONNECTIONS))) {
            stage.subscribe(PEOPLE);
            for (int i = 0; i < WARM_UP; i++) {
                warm(stage);
            }
            int before = stage.simulator.acceptedCount();
            long start = System.nanoTime();
            stage.awaitEnd(stage.api.announce("Guasto alla rete idrica", "protezione-civile"));
            engine = PEOPLE / ((System.nanoTime() - start) / 1e9);
            var last = stage.simulator.accepted(before).getLast();
            body = String.valueOf(last.body()).getBytes(StandardCharsets.UTF_8);
            stage.app.close();
            client = clientAlone(stage.simulator, body);
        }
        return Bench.line("broadcast of 50,000, unpaced", "%.2f (engine %,.0f/s, Jetty client alone %,.0f/s, %d bytes, %d connections)"
            .formatted(engine / client, engine, client, body.length, CONNECTIONS), ">= 0.4", engine / client >= 0.4);
    }

    /** A sending to everybody beforehand, so that both are measured warm. */
    private static void warm(Stage stage) throws InterruptedException {
        long start = System.nanoTime();
        stage.awaitEnd(stage.api.announce("Prova", "protezione-civile"));
        System.out.printf("  warm-up %,.0f/s%n", PEOPLE / ((System.nanoTime() - start) / 1e9));
    }

    /** To a second number of the same account at the same far end, whose statuses go to a server that only says 200. */
    private static double clientAlone(Simulator simulator, byte[] body) throws Exception {
        var sink = sink();
        simulator.addAccount(OTHER_NUMBER, "390587000100", "+39 366 5775491", "Comune di Bientina",
            URI.create("http://127.0.0.1:" + sink.getURI().getPort() + "/webhooks/whatsapp"));
        try (var client = new HttpClient(new HttpClientTransportOverHTTP(1))) {
            client.setMaxConnectionsPerDestination(CONNECTIONS);
            client.setMaxRequestsQueuedPerDestination(10_000);
            client.start();
            post(client, simulator, body, PEOPLE);
            int before = simulator.acceptedCount();
            long start = System.nanoTime();
            post(client, simulator, body, PEOPLE);
            double seconds = (System.nanoTime() - start) / 1e9;
            if (simulator.acceptedCount() < before + PEOPLE) {
                throw new IllegalStateException("The far end accepted only " + (simulator.acceptedCount() - before));
            }
            return PEOPLE / seconds;
        } finally {
            sink.stop();
        }
    }

    private static void post(HttpClient client, Simulator simulator, byte[] body, int times) throws InterruptedException {
        var places = new Semaphore(IN_FLIGHT);
        var done = new CountDownLatch(times);
        var uri = simulator.url().resolve("/v26.0/" + OTHER_NUMBER + "/messages");
        for (int i = 0; i < times; i++) {
            places.acquire();
            client.POST(uri).headers(it -> it.add("Authorization", "Bearer " + Stage.TOKEN)).body(new BytesRequestContent("application/json", body))
                .send(_ -> {
                    places.release();
                    done.countDown();
                });
        }
        done.await();
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
