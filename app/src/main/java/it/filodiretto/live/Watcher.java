// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.live;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Waits for one topic. */
public final class Watcher implements AutoCloseable {

    private final Semaphore changes = new Semaphore(0);
    private final Consumer<Watcher> leave;

    Watcher(Consumer<Watcher> leave) {
        this.leave = leave;
    }

    void wake() {
        changes.release();
    }

    /** @return whether something has changed since the last time; also true when the thread is to end */
    public boolean await(Duration most) {
        try {
            boolean changed = changes.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS);
            changes.drainPermits();
            return changed;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        leave.accept(this);
    }
}
