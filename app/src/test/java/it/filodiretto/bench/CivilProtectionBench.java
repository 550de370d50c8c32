// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.bench;

import java.util.Map;

/** Civil protection announced in the middle of a sending to 200,000 at 80 a second: when its first message is accepted. */
final class CivilProtectionBench implements Bench.Measured {

    @Override
    public boolean run() throws Exception {
        try (var stage = new Stage(80, Map.of())) {
            stage.subscribe(200_000);
            var notice = stage.api.announce("Mercato in piazza", stage.api.get("subscribers/count").path("topics").propertyNames().stream()
                .filter(it -> !it.equals("protezione-civile")).findFirst().orElseThrow());
            while (stage.simulator.acceptedCount() < 800) {
                Thread.sleep(20);
            }
            var before = System.currentTimeMillis() * 1_000_000L;
            stage.api.announce("Allerta meteo", "protezione-civile");
            long first = firstOf(stage, "Allerta meteo", before);
            stage.api.post("broadcasts/" + notice + ":cancel", Map.of());
            return Bench.line("civil protection among 200,000", "first message after %.2f s".formatted((first - before) / 1e9), "<= 1 s", first - before <= 1_000_000_000L);
        }
    }

    private static long firstOf(Stage stage, String words, long after) throws InterruptedException {
        while (true) {
            for (var message : stage.simulator.accepted()) {
                var body = message.body();
                long at = message.at().getEpochSecond() * 1_000_000_000L + message.at().getNano();
                if (at > after && body != null && body.contains(words)) {
                    return at;
                }
            }
            Thread.sleep(50);
        }
    }
}
