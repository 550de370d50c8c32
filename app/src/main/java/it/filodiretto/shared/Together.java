// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.shared;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * What many look up in the same moment, looked up once for all of them. Unlike {@link Recent} nothing old is ever told: each gets
 * what was looked up after it had asked. While one looks up, those who come wait for the next time, and share it.
 */
public final class Together<K, V> {

    private final Function<K, V> look;
    private final Map<K, CompletableFuture<V>> next = new ConcurrentHashMap<>();
    private final Map<K, ReentrantLock> turns = new ConcurrentHashMap<>();

    /** @param look runs on the thread of one of those who asked, in its scope: to depend on the key alone. The keys are few */
    public Together(Function<K, V> look) {
        this.look = look;
    }

    public V of(K key) {
        var mine = new CompletableFuture<V>();
        var first = next.putIfAbsent(key, mine);
        return first == null ? lead(key, mine) : follow(first);
    }

    private V lead(K key, CompletableFuture<V> mine) {
        var turn = turns.computeIfAbsent(key, _ -> new ReentrantLock());
        turn.lock();
        try {
            next.remove(key, mine);   // who asks from now on needs something newer
            var value = look.apply(key);
            mine.complete(value);
            return value;
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            turn.unlock();
        }
    }

    private static <V> V follow(CompletableFuture<V> first) {
        try {
            return first.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
