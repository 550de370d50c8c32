// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.meta;

import it.filodiretto.channel.NoticeTemplates;
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
public record WhatsAppNumber(@Nullable String throughput, boolean coexistence, @Nullable String quality, @Nullable String dailyLimit,
                      @Nullable String status, @Nullable String calling, boolean subscribed, @Nullable Instant setUpAt,
                      @Nullable Instant askedAt, @Nullable Instant readAt, @Nullable Instant heardAt, Map<String, String> troubles) {

    public static WhatsAppNumber unknown() {
        return new WhatsAppNumber(null, false, null, null, null, null, false, null, null, null, null, Map.of());
    }

    @Nullable public String trouble(String check) {
        return troubles.get(check);
    }

    /** How many people {@code TIER_250}, {@code TIER_2K}, {@code TIER_UNLIMITED}, … lets it write to first in a day. */
    public static NoticeTemplates.DailyLimit limit(String tier) {
        var size = tier.replaceFirst("^TIER_", "");
        if (size.equals("UNLIMITED")) {
            return new NoticeTemplates.DailyLimit(true, null);
        }
        if (!size.matches("[0-9]{1,9}K?")) {
            return new NoticeTemplates.DailyLimit(false, null);
        }
        return new NoticeTemplates.DailyLimit(true, size.endsWith("K") ? Long.parseLong(size.substring(0, size.length() - 1)) * 1_000 : Long.parseLong(size));
    }
}
