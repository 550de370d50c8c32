// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.chatpage;

import io.github.bucket4j.Bucket;
import it.filodiretto.municipality.MunicipalityId;
import it.filodiretto.webchat.ChatKey;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** Slows down who writes faster than people do, or begins more talks than people begin. By the machine's own time, on each node. */
@Component
class ChatFlood {

    /** More than a busy town has in an hour: then it is an attack, and everybody begins anew. */
    private static final int MOST = 50_000;

    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
    private final Set<String> begun = ConcurrentHashMap.newKeySet();

    /** One message a second, ten at once. @return how long to wait; empty: no need */
    Optional<Duration> says(ChatKey key) {
        return take("say " + key.value(), 10, 10, Duration.ofSeconds(10));
    }

    /** Whether this key has opened a talk, which it does for good: it is looked up once, and not for each message. */
    boolean hasBegun(ChatKey key, Predicate<ChatKey> looksUp) {
        if (begun.size() > MOST) {
            begun.clear();
        }
        return begun.contains(key.value()) || looksUp.test(key) && begun.add(key.value());
    }

    /** Thirty talks at once from one address, as a school or a library may have, then three a minute. */
    Optional<Duration> begins(String address) {
        return take("begin " + address, 30, 3, Duration.ofMinutes(1));
    }

    /** Messages left by browsers that have worked for it. */
    Optional<Duration> leaves(String address) {
        return take("leave " + address, 6, 6, Duration.ofMinutes(10));
    }

    /** Without JavaScript: fewer. */
    Optional<Duration> leavesWithoutWork(String address) {
        return take("plain " + address, 2, 2, Duration.ofMinutes(10));
    }

    /** Files: twenty at once, as of a move or a damage, then two a minute. */
    Optional<Duration> attaches(String address) {
        return take("file " + address, 20, 2, Duration.ofMinutes(1));
    }

    /** Codes of other devices, typed. */
    Optional<Duration> arrives(String address) {
        return take("arrive " + address, 5, 5, Duration.ofMinutes(10));
    }

    /** The same, from wherever they come: who tries them out from many addresses. */
    Optional<Duration> arrivals(MunicipalityId town) {
        return take("arrive at " + town, 300, 300, Duration.ofMinutes(10));
    }

    /** Transcripts by mail, from one address, and to one. */
    Optional<Duration> mails(String from, String to) {
        return take("mail " + from, 3, 3, Duration.ofHours(1)).or(() -> take("mail to " + to.hashCode(), 2, 2, Duration.ofHours(1)));
    }

    /** Codes looked up: who tries them out needs years. */
    Optional<Duration> looks(String address) {
        return take("look " + address, 30, 30, Duration.ofMinutes(10));
    }

    private Optional<Duration> take(String name, int most, int again, Duration in) {
        if (buckets.size() > MOST) {
            buckets.clear();
        }
        var probe = buckets.computeIfAbsent(name, _ -> Bucket.builder().addLimit(it -> it.capacity(most).refillGreedy(again, in)).build())
            .tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofSeconds(Math.max(1, Duration.ofNanos(probe.getNanosToWaitForRefill()).toSeconds() + 1)));
    }
}
