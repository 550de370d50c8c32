// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Files by their ids, and the short-lived addresses from which they are fetched. */
final class Media {

    private final Map<String, Medium> byId = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong(1_950_000_000_000_000L);
    private final Supplier<MediaRules> rules;
    private final Supplier<String> root;
    private final Clock clock;

    Media(Supplier<MediaRules> rules, Supplier<String> root, Clock clock) {
        this.rules = rules;
        this.root = root;
        this.clock = clock;
    }

    Medium uploaded(String mimeType, byte[] bytes) {
        return store(mimeType, bytes, false);
    }

    Medium received(String mimeType, byte[] bytes) {
        return store(mimeType, bytes, true);
    }

    private Medium store(String mimeType, byte[] bytes, boolean inbound) {
        var medium = new Medium(Long.toString(lastId.incrementAndGet()), mimeType, bytes, inbound, clock.instant());
        byId.put(medium.id(), medium);
        return medium;
    }

    /** Null if there never was one, it was deleted, or its time is over. */
    @Nullable Medium find(String id) {
        var found = byId.get(id);
        return found == null || found.dead(clock.instant(), rules.get()) ? null : found;
    }

    /** What lives. */
    List<Medium> all() {
        return byId.values().stream().filter(it -> find(it.id()) != null).toList();
    }

    /** Puts back what an earlier run knew. */
    void restore(Medium medium) {
        byId.put(medium.id(), medium);
        lastId.accumulateAndGet(Long.parseLong(medium.id()), Math::max);
    }

    void delete(String id) {
        byId.remove(id);
    }

    MediaRules rules() {
        return rules.get();
    }

    /** An address that works for some minutes. */
    String address(Medium medium) {
        var until = clock.instant().plus(rules.get().urlLife());
        return root.get() + "/_media/?mid=" + medium.id() + "&ext=" + until.getEpochSecond() + "&hash=" + mark(medium.id(), until.getEpochSecond());
    }

    /** What an address leads to; null where it is forged or too old. */
    @Nullable Medium at(Map<String, String> query) {
        var until = query.getOrDefault("ext", "");
        if (!until.matches("[0-9]{1,12}")) {
            return null;
        }
        var id = query.getOrDefault("mid", "");
        var second = Long.parseLong(until);
        var fresh = clock.instant().isBefore(Instant.ofEpochSecond(second).plus(Duration.ofSeconds(1)));
        return fresh && mark(id, second).equals(query.get("hash")) ? find(id) : null;
    }

    /** Not a secret, only what tells an address of ours from a guess. */
    private static String mark(String id, long until) {
        return "ARm" + Long.toUnsignedString((Long.parseLong("0" + id.replaceAll("\\D", "")) * 31 + until) * 0x9E3779B97F4A7C15L, 36);
    }
}
