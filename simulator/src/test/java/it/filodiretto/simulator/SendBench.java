// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpMethod;

/** How many sends a second the simulator takes over HTTP, with no fate set and with a hundred. Not a test: run it by hand. */
final class SendBench {

    private static final int COUNT = 30_000;
    private static final int TOGETHER = 64;

    private SendBench() {}

    public static void main(String[] none) throws Exception {
        var client = new HttpClient();
        client.setMaxConnectionsPerDestination(TOGETHER);
        client.setMaxRequestsQueuedPerDestination(COUNT);
        client.start();
        try (var simulator = Simulator.start(SimulatorSettings.forTests())) {
            simulator.addAccount("100", "1000", "+39 366 3476285", "Santa Fiora");
            simulator.templates().approved("1000", "avviso", "it", "UTILITY", "Avviso: {{1}}. Saluti.");
            measure("warming up", simulator, client);
            measure("no fate", simulator, client);
            for (var index = 0; index < 100; index++) {
                simulator.fates().set(Fate.later("39347000" + (1000 + index), 131026));
            }
            measure("100 fates", simulator, client);
        }
        client.stop();
    }

    private static void measure(String what, Simulator simulator, HttpClient client) throws InterruptedException {
        var places = new Semaphore(TOGETHER);
        var done = new CountDownLatch(COUNT);
        var before = simulator.acceptedCount();
        var began = System.nanoTime();
        for (var index = 0; index < COUNT; index++) {
            places.acquire();
            var body = TownHall.template("39348" + (1_000_000 + index), "avviso", "neve").getBytes(java.nio.charset.StandardCharsets.UTF_8);
            client.newRequest(simulator.url().resolve("/v26.0/100/messages")).method(HttpMethod.POST)
                    .headers(it -> it.put("Authorization", "Bearer token")).body(new BytesRequestContent("application/json", body))
                    .send(_ -> {
                        places.release();
                        done.countDown();
                    });
        }
        done.await();
        var seconds = (System.nanoTime() - began) / (double) TimeUnit.SECONDS.toNanos(1);
        System.out.printf("%s: %.0f sends/s, %d accepted%n", what, COUNT / seconds, simulator.acceptedCount() - before);
    }
}
