// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Who has sent too much, to whom, or too late. */
final class Limits {

    private static final long PAIR_INTERVAL = TimeUnit.SECONDS.toNanos(6);
    private static final int PAIR_BURST = 45;
    private static final int TOGETHER = 20;
    private static final long DAY = TimeUnit.DAYS.toSeconds(1);

    private final Supplier<LimitRules> rules;
    private final Clock clock;
    private final Map<String, Map<Long, Long>> reached = new ConcurrentHashMap<>();

    Limits(Supplier<LimitRules> rules, Clock clock) {
        this.rules = rules;
        this.clock = clock;
    }

    /** @throws GraphError 130429 or 131056 */
    void rate(Account account, String number) {
        var current = rules.get();
        var fastest = account.coexistence() ? TOGETHER : current.messagesPerSecond();
        if (fastest > 0 && !account.pace().lets(fastest)) {
            throw refusal(130429, "Cloud API message throughput has been reached.");
        }
        if (current.pairs() && !pair(account.pairs(), Long.parseLong(number))) {
            throw refusal(131056, "Too many messages sent from the sender phone number to the same recipient phone number in a short period of time.");
        }
    }

    /** @throws GraphError 131048 when a portfolio has reached too many people outside their windows within 24 hours */
    void portfolio(Account account, String number) {
        var limit = rules.get().portfolio();
        if (limit <= 0) {
            return;
        }
        var people = reached.computeIfAbsent(account.portfolioId(), _ -> new ConcurrentHashMap<>());
        var now = clock.instant().getEpochSecond();
        synchronized (people) {
            var person = Long.parseLong(number);
            if (!recent(people.get(person), now)) {
                people.values().removeIf(it -> !recent(it, now));
                if (people.size() >= limit) {
                    throw refusal(131048, "Message failed to send because there are restrictions on how many messages can be sent from this phone number.");
                }
            }
            people.put(person, now);
        }
    }

    GraphError refusal(int code, String details) {
        var error = GraphError.of(code, details);
        return GraphError.throttles(code) ? error.withStatus(rules.get().throttleStatus()) : error;
    }

    private static boolean recent(@org.jspecify.annotations.Nullable Long second, long now) {
        return second != null && now - second < DAY;
    }

    /** One each 6 s, 45 in advance: the value kept is when the borrowed future ends. */
    private static boolean pair(Map<Long, Long> ends, long number) {
        var now = System.nanoTime();
        var allowed = new boolean[1];
        ends.compute(number, (_, end) -> {
            var from = end == null ? now : Math.max(end, now);
            allowed[0] = from - now <= (PAIR_BURST - 1) * PAIR_INTERVAL;
            return allowed[0] ? from + PAIR_INTERVAL : from;
        });
        if (ends.size() > 100_000) {
            ends.values().removeIf(it -> it < now);
        }
        return allowed[0];
    }
}
