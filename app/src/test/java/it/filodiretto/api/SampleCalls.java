// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.api;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Calls that exist in tests only, to try what all calls have in common. */
@RestController
class SampleCalls {

    /** A sample with this number waits until it may go on. */
    static final int SLOW = 7;

    final AtomicInteger done = new AtomicInteger();
    final Semaphore arrived = new Semaphore(0);
    final Semaphore mayGoOn = new Semaphore(0);

    record Sample(String someName, int number) {
        Sample {
            if (number < 0) {
                throw new IllegalArgumentException("number is at least 0, not " + number);
            }
        }
    }

    record Done(String townSlug, int timesDone) {}

    record Asked(boolean inTransaction) {}

    @PostMapping("/api/v1/municipalities/{slug}/samples:set-up")
    Asked setUp() {
        return new Asked(TransactionSynchronizationManager.isActualTransactionActive());
    }

    @PostMapping("/api/v1/municipalities/{slug}/samples")
    @ResponseStatus(HttpStatus.CREATED)
    Done add(@PathVariable String slug, @RequestBody Sample sample) {
        if (sample.number() == 409) {
            throw ApiProblem.of(409, "slot-taken", "Taken").with("next", "later");
        }
        if (sample.number() == SLOW) {
            arrived.release();
            mayGoOn.acquireUninterruptibly();
        }
        return new Done(slug, done.incrementAndGet());
    }
}
