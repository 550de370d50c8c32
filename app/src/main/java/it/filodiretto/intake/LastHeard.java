// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.intake;

import it.filodiretto.messaging.Lane;
import it.filodiretto.meta.NumberTable;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Writes down when Meta last brought something of each number; now and then, as nobody needs it to the second. */
@Component
public class LastHeard {

    private static final Duration BETWEEN = Duration.ofSeconds(20);

    private final NumberTable numbers;
    private final Map<String, Long> written = new ConcurrentHashMap<>();

    LastHeard(NumberTable numbers) {
        this.numbers = numbers;
    }

    /** Of many who handle messages of the number at once, one writes: the others would wait for the end of its transaction. */
    public void of(Lane lane) {
        long now = System.nanoTime();
        var last = written.putIfAbsent(lane.account(), now);
        if (last == null || now - last > BETWEEN.toNanos() && written.replace(lane.account(), last, now)) {
            numbers.heard(lane.account(), lane.town());
        }
    }
}
