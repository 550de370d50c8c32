// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.municipality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@TownTest
class TownRoundsTest {

    @Autowired Municipalities municipalities;
    @Autowired Town town;
    @Autowired Town other;
    private final AtomicInteger visits = new AtomicInteger();
    private final CountDownLatch begun = new CountDownLatch(1);

    /** As a query of the database, it ends when it is interrupted. */
    private final class LongWork implements TownWork {

        @Override
        public Duration pause() {
            return Duration.ofMillis(1);
        }

        @Override
        public void workFor(Municipality town) {
            visits.incrementAndGet();
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void aRoundThatIsStoppedGoesToNoOtherTown() throws InterruptedException {
        assertThat(town.municipality()).isNotEqualTo(other.municipality());
        var rounds = new TownRounds(municipalities, List.of(new LongWork()));
        rounds.start();
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        rounds.stop();
        await().during(Duration.ofMillis(300)).until(() -> visits.get() == 1);
    }
}
