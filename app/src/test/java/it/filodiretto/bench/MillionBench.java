// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.bench;

import java.util.Map;

/**
 * A notice to a million, unpaced, statuses on, the application with 256 MB of heap, against one to 10,000 of the same town:
 * the time for one message must not grow with their number. {@code -Dbench.recipients=100000} sends to fewer.
 */
final class MillionBench implements Bench.Measured {

    private static final int TIMES = 3;

    @Override
    public boolean run() throws Exception {
        System.setProperty("app.heap", "256m");
        try (var stage = new Stage(0, Map.of("FILODIRETTO_WHATSAPP_CONNECTIONS", "64", "FILODIRETTO_SENDING_IN_FLIGHT", "256"))) {
            var crowd = Crowd.subscribe(stage);
            send(stage, crowd.topicOfFew());
            double few = 0;
            for (int i = 0; i < TIMES; i++) {
                few += send(stage, crowd.topicOfFew()) / TIMES;
            }
            double many = send(stage, crowd.topicOfAll());
            double ratio = many / Crowd.MANY / (few / Crowd.FEW);
            return Bench.line("%,d against %,d".formatted(Crowd.MANY, Crowd.FEW), "%.2f (%.3f ms a message, %.0f s; %.3f ms a message, %.1f s)"
                .formatted(ratio, many * 1000 / Crowd.MANY, many, few * 1000 / Crowd.FEW, few), "<= 1.2", ratio <= 1.2);
        } finally {
            System.clearProperty("app.heap");
        }
    }

    /** Until every message has left and WhatsApp's first report of each is in. @return seconds */
    private static double send(Stage stage, String topic) throws InterruptedException {
        long start = System.nanoTime();
        var id = stage.api.announce("Guasto alla rete idrica", topic);
        stage.awaitEnd(id);
        while (stage.api.broadcast(id).path("counts").path("accepted").asLong() > 0) {
            Thread.sleep(20);
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
