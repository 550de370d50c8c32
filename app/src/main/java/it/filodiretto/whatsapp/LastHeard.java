// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import it.filodiretto.messaging.Lane;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Writes down when Meta last brought something of each number; now and then, as nobody needs it to the second. */
@Component
class LastHeard {

    private static final Duration BETWEEN = Duration.ofSeconds(20);

    private final NumberTable numbers;
    private final Map<String, Long> written = new ConcurrentHashMap<>();

    LastHeard(NumberTable numbers) {
        this.numbers = numbers;
    }

    void of(Lane lane) {
        var last = written.get(lane.account());
        if (last == null || System.nanoTime() - last > BETWEEN.toNanos()) {
            numbers.heard(lane.account(), lane.town());
            written.put(lane.account(), System.nanoTime());
        }
    }
}
