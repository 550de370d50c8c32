// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import it.filodiretto.Town;
import it.filodiretto.TownTest;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@TownTest
@NullMarked
class ChatHoursTest {

    @Autowired Town town;
    @Autowired ChatStage stage;
    @Autowired ChatHours hours;
    @Autowired HikariDataSource pool;

    @Test
    void whoHoldsTheLastConnectionNeverWaitsForWhoWantsOneToLook() throws Exception {
        stage.at(town, LocalTime.of(10, 0));
        town.inTown(hours::now);
        await().pollDelay(Duration.ofMillis(1_100)).until(() -> true);   // what is known is old now
        var all = new CountDownLatch(pool.getMaximumPoolSize());
        var go = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var holders = new ArrayList<Future<ChatOpening>>();
            for (int i = 0; i < pool.getMaximumPoolSize(); i++) {
                holders.add(threads.submit(() -> town.inTransaction(() -> {
                    all.countDown();
                    waitFor(go);
                    return hours.now();
                })));
            }
            all.await();
            var looker = threads.submit(() -> town.inTown(hours::now));
            await().until(() -> pool.getHikariPoolMXBean().getThreadsAwaitingConnection() > 0);
            go.countDown();
            for (var holder : holders) {
                assertThat(holder.get(10, TimeUnit.SECONDS)).isNotNull();
            }
            assertThat(looker.get(10, TimeUnit.SECONDS)).isNotNull();
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
