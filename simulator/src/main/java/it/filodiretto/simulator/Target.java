// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;

/** One webhook address: how many POSTs are on their way to it, and whether it was found dead or frozen just now. */
final class Target {

    private final URI address;
    private final Semaphore permits;
    private volatile long avoidedUntil = System.nanoTime();

    Target(URI address, int concurrent) {
        this.address = address;
        this.permits = new Semaphore(concurrent);
    }

    URI address() {
        return address;
    }

    /** Others come first for a while, as a load balancer does after a failed health check; never a shorter while than before. */
    void avoid(Duration howLong) {
        var until = System.nanoTime() + howLong.toNanos();
        if (until - avoidedUntil > 0) {
            avoidedUntil = until;
        }
    }

    void release() {
        permits.release();
    }

    /**
     * The first that is not avoided and has room; waits for room where none has. The permit is the caller's to release. Who
     * waits does so without a time limit, for ten thousand that look again and again leave the machine nothing for the town:
     * places of one that is found dead come free at once, and whoever gets one then looks elsewhere.
     */
    static Target choose(List<Target> candidates) throws InterruptedException {
        while (true) {
            for (var candidate : candidates) {
                if (!candidate.avoided() && candidate.permits.tryAcquire()) {
                    return candidate;
                }
            }
            var next = candidates.stream().filter(it -> !it.avoided()).findFirst().orElse(candidates.getFirst());
            next.permits.acquire();
            if (!next.avoided() || candidates.stream().allMatch(Target::avoided)) {
                return next;
            }
            next.release();
        }
    }

    private boolean avoided() {
        return avoidedUntil - System.nanoTime() > 0;
    }
}
