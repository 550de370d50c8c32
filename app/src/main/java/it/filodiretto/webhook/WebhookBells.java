// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webhook;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Tells the workers of this node that something was stored; those of other nodes look by themselves. */
@Component
class WebhookBells {

    private final Bell urgent = new Bell();
    private final Bell ordinary = new Bell();

    Bell urgent() {
        return urgent;
    }

    Bell ordinary() {
        return ordinary;
    }

    /** Rung many times, heard once. */
    static final class Bell {

        private final Semaphore rung = new Semaphore(0);

        void ring() {
            if (rung.availablePermits() == 0) {
                rung.release();
            }
        }

        void await(Duration atMost) throws InterruptedException {
            if (rung.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                rung.drainPermits();
            }
        }
    }
}
