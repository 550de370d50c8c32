// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.sending;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An even pace: so many a second, with a burst of three, so that no second has much more than the rate. Local to the lane's holder. */
final class Pace {

    private static final int BURST = 3;

    private int rate = -1;
    private @Nullable Bucket bucket;

    /** @param perSecond 0: no pace */
    void set(int perSecond) {
        if (perSecond != rate) {
            rate = perSecond;
            bucket = perSecond == 0 ? null : Bucket.builder()
                .addLimit(it -> it.capacity(BURST).refillGreedy(perSecond, Duration.ofSeconds(1)).initialTokens(1)).build();
        }
    }

    /** How much one claim takes: at most a quarter of a second, so that who has priority overtakes. */
    int claim(int unpaced) {
        return rate == 0 ? unpaced : Math.max(1, rate / 4);
    }

    void await() throws InterruptedException {
        if (bucket != null) {
            bucket.asBlocking().consume(1);
        }
    }
}
