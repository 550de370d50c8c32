// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.page;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** So many at one time; the next ones wait in their order, so many and so long. */
final class Turns {

    private final int most;
    private final int mostWaiting;
    private final Duration patience;
    private final Semaphore free;

    Turns(int most, int mostWaiting, Duration patience) {
        this.most = most;
        this.mostWaiting = mostWaiting;
        this.patience = patience;
        this.free = new Semaphore(most, true);
    }

    /** To be closed, once. */
    final class Turn implements AutoCloseable {

        @Override
        public void close() {
            free.release();
        }
    }

    /** @return null: too many are before, or it took too long */
    @Nullable Turn take() {
        if (free.tryAcquire()) {
            return new Turn();
        }
        if (free.getQueueLength() >= mostWaiting) {
            return null;
        }
        try {
            return free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS) ? new Turn() : null;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    int inHand() {
        return most - free.availablePermits() + free.getQueueLength();
    }
}
