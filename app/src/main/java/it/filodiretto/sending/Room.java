// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.sending;

import it.filodiretto.channel.Channel;
import it.filodiretto.messaging.Lane;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many messages of one lane may be on their way: as many as its channel sends at the same time, and as many more as it answers within a fifth of a
 * second. More would only wait there, and an answer to a person behind them; who leaves in that time would be written to all the same.
 */
final class Room {

    private static final Duration WAIT = Duration.ofMillis(200);
    private static final Duration WINDOW = Duration.ofMillis(50);
    /** So long one looks for room; then what else is due has its turn. */
    private static final Duration LOOK = Duration.ofMillis(20);

    private final int most;
    private final Semaphore places;
    private final AtomicLong answered = new AtomicLong();
    private long answeredBefore;
    private long windowFrom = System.nanoTime();
    private double perSecond;

    Room(int most) {
        this.most = most;
        this.places = new Semaphore(most);
    }

    /** Waits a moment for half of the room: a claim of many costs little more than a claim of one. */
    int free(Channel channel, Lane lane) throws InterruptedException {
        int limit = limit(channel.atOnce(lane));
        int kept = most - limit;
        int half = Math.max(1, limit / 2);
        if (places.tryAcquire(kept + half, LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
            places.release(kept + half);
        }
        return Math.max(0, places.availablePermits() - kept);
    }

    void take() throws InterruptedException {
        places.acquire();
    }

    void giveBack() {
        answered.incrementAndGet();
        places.release();
    }

    private int limit(int atOnce) {
        long now = System.nanoTime();
        if (now - windowFrom >= WINDOW.toNanos()) {
            long all = answered.get();
            perSecond = (all - answeredBefore) * 1e9 / (now - windowFrom);
            answeredBefore = all;
            windowFrom = now;
        }
        return (int) Math.min(most, atOnce + perSecond * WAIT.toMillis() / 1_000);
    }
}
