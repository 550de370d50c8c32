// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What one number's messages cost, month by month. Since October 2026 service messages are free for the first 1,000 of a
 * month only, and utility templates cost within the window too; within 72 hours of an advertisement all are free.
 */
final class Bill {

    static final int FREE_SERVICE = 1_000;

    /** How many delivered messages of one kind there were. */
    record Line(YearMonth month, String category, Price.Type type, long messages) {}

    private record Key(YearMonth month, String category, Price.Type type) {}

    private static final ZoneId ZONE = ZoneId.of("Europe/Rome");
    private static final YearMonth CHARGED_SINCE = YearMonth.of(2026, 10);

    private final Map<Key, LongAdder> delivered = new ConcurrentHashMap<>();
    private final Map<YearMonth, AtomicInteger> free = new ConcurrentHashMap<>();

    /** Decided once for a message, when it is accepted: all its statuses tell the same. */
    Price price(String category, @Nullable Chat chat, Instant now) {
        var entryEnds = chat == null ? null : chat.freeEntry(now);
        if (entryEnds != null) {
            return new Price("referral_conversion", Price.Type.FREE_ENTRY_POINT, entryEnds);
        }
        return new Price(category, free(category, chat, now) ? Price.Type.FREE_CUSTOMER_SERVICE : Price.Type.REGULAR);
    }

    private boolean free(String category, @Nullable Chat chat, Instant now) {
        var month = month(now);
        if (month.isBefore(CHARGED_SINCE)) {
            return category.equals("service") || category.equals("utility") && chat != null && chat.windowOpen(now);
        }
        return category.equals("service") && used(month).getAndUpdate(it -> Math.min(it + 1, FREE_SERVICE)) < FREE_SERVICE;
    }

    void delivered(Price price, Instant now) {
        add(month(now), price.category(), price.type(), 1);
    }

    /** Free service messages that this month still has. */
    int freeLeft(Instant now) {
        return FREE_SERVICE - used(month(now)).get();
    }

    /** Latest month first. */
    List<Line> lines() {
        return delivered.entrySet().stream()
                .map(it -> new Line(it.getKey().month, it.getKey().category, it.getKey().type, it.getValue().sum()))
                .sorted(Comparator.comparing(Line::month).reversed().thenComparing(Line::category).thenComparing(Line::type)).toList();
    }

    /** Puts back what an earlier run counted. */
    void restore(Line line) {
        add(line.month, line.category, line.type, line.messages);
        if (line.type == Price.Type.FREE_CUSTOMER_SERVICE && line.category.equals("service")) {
            used(line.month).set((int) Math.min(FREE_SERVICE, line.messages));
        }
    }

    static YearMonth month(Instant at) {
        return YearMonth.from(at.atZone(ZONE));
    }

    private void add(YearMonth month, String category, Price.Type type, long messages) {
        delivered.computeIfAbsent(new Key(month, category, type), _ -> new LongAdder()).add(messages);
    }

    private AtomicInteger used(YearMonth month) {
        return free.computeIfAbsent(month, _ -> new AtomicInteger());
    }
}
