// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.bench;

import java.util.Map;

/** 5,000 recipients at 80 a second: how long, and the fullest second. */
final class PaceBench implements Bench.Measured {

    private static final int PEOPLE = 5_000;
    private static final int RATE = 80;

    @Override
    public boolean run() throws Exception {
        try (var stage = new Stage(RATE, Map.of())) {
            stage.subscribe(PEOPLE);
            stage.awaitEnd(stage.api.announce("Guasto alla rete idrica", "protezione-civile"));
            var times = Stage.times(stage.simulator.accepted());
            double seconds = (times[times.length - 1] - times[0]) / 1e9;
            double ideal = PEOPLE / (double) RATE;
            int fullest = fullestSecond(times);
            return Bench.line("5,000 at 80/s", "%.3f (%.1f s against %.1f s), fullest second %d".formatted(seconds / ideal, seconds, ideal, fullest),
                "<= 1.03, never above 84", seconds / ideal <= 1.03 && fullest <= 84 && times.length == PEOPLE);
        }
    }

    /** The most messages within any second, wherever it begins. */
    static int fullestSecond(long[] times) {
        int most = 0;
        for (int from = 0, to = 0; to < times.length; to++) {
            while (times[to] - times[from] >= 1_000_000_000L) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return most;
    }
}
