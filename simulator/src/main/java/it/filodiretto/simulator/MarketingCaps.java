// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * How many promotional messages Meta lets one person get, from whomever they come. Each person has a cap of her own, drawn once;
 * it falls with each message that comes in spite of it, and rises with each that comes while she is in talk with its sender, to
 * whom there is then no cap at all.
 */
final class MarketingCaps {

    private static final Duration DAY = Duration.ofHours(24);
    private static final long SEED = 0x6d61726b6574L;

    private final Supplier<LimitRules> rules;
    private final Clock clock;
    private final Map<String, Person> people = new ConcurrentHashMap<>();

    MarketingCaps(Supplier<LimitRules> rules, Clock clock) {
        this.rules = rules;
        this.clock = clock;
    }

    private static final class Person {

        private final int most;
        private int cap;
        private final Deque<Instant> got = new ArrayDeque<>();

        Person(String number, int mean) {
            cap = 1 + (int) (Chance.of(SEED ^ Long.parseLong(number)) * (2 * mean - 1));
            most = 2 * cap;
        }

        synchronized boolean takes(Instant now, boolean inTalk) {
            got.removeIf(it -> !it.isAfter(now.minus(DAY)));
            if (!inTalk && got.size() >= cap) {
                cap = Math.max(1, cap - 1);
                return false;
            }
            cap = inTalk ? Math.min(most, cap + 1) : cap;
            got.add(now);
            return true;
        }
    }

    /** @param inTalk she has written to the sender within 24 hours. @return false: one too many */
    boolean lets(String number, boolean inTalk) {
        var mean = rules.get().marketing();
        return mean <= 0 || people.computeIfAbsent(number, it -> new Person(it, mean)).takes(clock.instant(), inTalk);
    }
}
