// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.live;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Waits for one topic. */
public final class Watcher implements AutoCloseable {

    private static final int MOST_NAMED = 100;

    private final Semaphore changes = new Semaphore(0);
    private final Consumer<Watcher> leave;
    private final Set<UUID> named = new HashSet<>();
    private boolean more;

    Watcher(Consumer<Watcher> leave) {
        this.leave = leave;
    }

    /** @param one what of the topic has changed; null: it was not said */
    void wake(@Nullable UUID one) {
        synchronized (named) {
            if (one == null || named.size() >= MOST_NAMED) {
                more = true;
            } else {
                named.add(one);
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
        synchronized (named) {
            var taken = new Changed(Set.copyOf(named), more);
            named.clear();
            more = false;
            return taken;
        }
    }

    @Override
    public void close() {
        leave.accept(this);
    }
}
