// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.shared;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What was looked up a moment ago, for many who ask at once. One looks again, and the others take what was known: nobody waits
 * for who looks, because who waits may hold the very connection to the database that is wanted for looking.
 */
public final class Recent<K, V> {

    private record Known<V>(V value, long at) {}

    private final long kept;
    private final Function<K, V> look;
    private final Map<K, Known<V>> known = new ConcurrentHashMap<>();

    /** @param kept how old it may be, but for the time that looking takes */
    public Recent(Duration kept, Function<K, V> look) {
        this.kept = kept.toNanos();
        this.look = look;
    }

    /** It has changed: whoever asks from now on looks. */
    public void forget(K key) {
        known.remove(key);
    }

    /** It changes in the current transaction: what others see of it till the end of that does not count after. */
    public void forgetWithTransaction(K key) {
        forget(key);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                forget(key);
            }
        });
    }

    public V of(K key) {
        var found = known.get(key);
        if (found == null || System.nanoTime() - found.at() > kept && known.replace(key, found, new Known<>(found.value(), System.nanoTime()))) {
            found = new Known<>(look.apply(key), System.nanoTime());
            known.put(key, found);
        }
        return found.value();
    }
}
