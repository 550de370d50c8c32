// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** How many messages a second a number may send: 80, 1,000 where Meta says HIGH, 20 beside the telephone app; or the setting. */
@Component
class NumberRates {

    private static final int USUAL = 80;
    private static final int HIGH = 1_000;
    private static final int BESIDE_THE_APP = 20;
    private static final long LOOK_AGAIN_NANOS = 60_000_000_000L;

    private final MetaSettings settings;
    private final NumberTable table;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    NumberRates(MetaSettings settings, NumberTable table) {
        this.settings = settings;
        this.table = table;
    }

    private record Known(int rate, long lookedAt) {}

    int of(String phoneNumberId) {
        if (!settings.rate().isBlank()) {
            return Integer.parseInt(settings.rate().strip());
        }
        // Without a lock: who waits for it may hold the connection that is wanted for looking.
        var found = known.get(phoneNumberId);
        if (found == null || System.nanoTime() - found.lookedAt() >= LOOK_AGAIN_NANOS) {
            found = new Known(look(phoneNumberId), System.nanoTime());
            known.put(phoneNumberId, found);
        }
        return found.rate();
    }

    private int look(String phoneNumberId) {
        return table.find(phoneNumberId).map(it -> it.coexistence() ? BESIDE_THE_APP : "HIGH".equals(it.throughput()) ? HIGH : USUAL).orElse(USUAL);
    }
}
