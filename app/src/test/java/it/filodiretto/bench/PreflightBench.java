// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.bench;

import java.util.Arrays;
import java.util.Map;

/** What a notice to a million would reach and cost, before it leaves. {@code -Dbench.recipients=100000} asks about fewer. */
final class PreflightBench implements Bench.Measured {

    private static final int TIMES = 7;

    @Override
    public boolean run() throws Exception {
        System.setProperty("app.heap", "256m");
        try (var stage = new Stage(0, Map.of())) {
            var crowd = Crowd.subscribe(stage);
            double many = median(stage, crowd.topicOfAll(), Crowd.MANY);
            double few = median(stage, crowd.topicOfFew(), Crowd.FEW);
            return Bench.line("pre-flight of %,d".formatted(Crowd.MANY), "%.2f s (of %,d among them: %.2f s)".formatted(many, Crowd.FEW, few), "<= 2 s", many <= 2);
        } finally {
            System.clearProperty("app.heap");
        }
    }

    private static double median(Stage stage, String topic, int people) {
        var draft = stage.api.post("notices", Map.of("title", "Prova", "text", "Manca l'acqua.", "topic", topic, "send", "draft")).path("id").asString();
        var seconds = new double[TIMES];
        for (int i = 0; i < TIMES; i++) {
            long start = System.nanoTime();
            long reachable = stage.api.get("notices/" + draft + "/preflight").path("reachable").asLong();
            seconds[i] = (System.nanoTime() - start) / 1e9;
            if (reachable != people) {
                throw new IllegalStateException("Reachable are " + reachable + ", not " + people);
            }
        }
        Arrays.sort(seconds);
        return seconds[TIMES / 2];
    }
}
