// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of our numbers, as Meta last described it.
 *
 * @param throughput {@code STANDARD} or {@code HIGH}
 * @param coexistence it is also used by the telephone app
 * @param dailyLimit {@code TIER_250}, …
 * @param setUpAt when set-up last ran, {@code askedAt} when Meta was last asked, {@code readAt} when it last answered
 * @param heardAt when Meta last brought something of it
 * @param troubles by check: why its last step failed, in Italian
 */
record WhatsAppNumber(@Nullable String throughput, boolean coexistence, @Nullable String quality, @Nullable String dailyLimit,
                      @Nullable String status, @Nullable String calling, boolean subscribed, @Nullable Instant setUpAt,
                      @Nullable Instant askedAt, @Nullable Instant readAt, @Nullable Instant heardAt, Map<String, String> troubles) {

    static WhatsAppNumber unknown() {
        return new WhatsAppNumber(null, false, null, null, null, null, false, null, null, null, null, Map.of());
    }

    @Nullable String trouble(String check) {
        return troubles.get(check);
    }
}
