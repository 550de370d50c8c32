// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Waits for one topic. */
public final class Watcher implements AutoCloseable {

    private static final int MOST = 100;

    private final Semaphore changes = new Semaphore(0);
    private final Consumer<Watcher> leave;
    /** Nearly always empty, of a thousand open pages each: made when there is something to hold. */
    private Set<UUID> named = Set.of();
    private List<Record> news = List.of();
    private boolean more;

    Watcher(Consumer<Watcher> leave) {
        this.leave = leave;
    }

    /** @param one what of the topic has changed; null: it was not said */
    void wake(@Nullable UUID one) {
        synchronized (changes) {
            if (one == null || named.size() >= MOST) {
                more = true;
            } else {
                named = named.isEmpty() ? new HashSet<>() : named;
                named.add(one);
            }
        }
        changes.release();
    }

    /** @param what is new, itself */
    void tell(Record what) {
        synchronized (changes) {
            if (news.size() >= MOST) {
                more = true;
            } else {
                news = news.isEmpty() ? new ArrayList<>() : news;
                news.add(what);
            }
        }
        changes.release();
    }

    /** @return whether something has changed since the last time; also true when the thread is to end */
    public boolean await(Duration most) {
        try {
            boolean changed = changes.tryAcquire(Math.max(0, most.toNanos()), TimeUnit.NANOSECONDS);
            changes.drainPermits();
            return changed;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Lets what changes meanwhile gather. */
    void rest(Duration during) {
        try {
            Thread.sleep(during);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** What has changed since the last time this was asked. @param more something else too */
    record Changed(Set<UUID> named, boolean more) {}

    Changed take() {
        synchronized (changes) {
            var taken = new Changed(named, more || !news.isEmpty());
            forget();
            return taken;
        }
    }

    /** What is new since the last time this was asked, itself, as it was told. Empty: something has changed that one has to look for. */
    public Optional<List<Record>> news() {
        synchronized (changes) {
            var taken = more || !named.isEmpty() ? Optional.<List<Record>>empty() : Optional.of(news);
            forget();
            return taken;
        }
    }

    private void forget() {
        named = Set.of();
        news = List.of();
        more = false;
    }

    @Override
    public void close() {
        leave.accept(this);
    }
}
