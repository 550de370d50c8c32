// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class TogetherTest {

    private final AtomicInteger looks = new AtomicInteger();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final Together<String, Integer> together = new Together<>(_ -> {
        int number = looks.incrementAndGet();
        hold();
        return number;
    });

    @Test
    void whoAskWhileOneLooksUpShareALookUpThatBeginsAfterTheyHaveAsked() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> together.of("list"));
            await().until(() -> looks.get() == 1);
            var asking = new AtomicInteger();
            var others = new ArrayList<Future<Integer>>();
            for (int i = 0; i < 5; i++) {
                others.add(ask(threads, asking));
            }
            await().until(() -> asking.get() == 5);
            goOn.countDown();
            assertThat(first.get()).isEqualTo(1);
            for (var other : others) {
                assertThat(other.get()).isGreaterThan(1);
            }
            assertThat(looks.get()).isLessThan(1 + others.size());
            assertThat(together.of("list")).as("nothing is kept").isEqualTo(looks.get()).isGreaterThan(2);
        }
    }

    @Test
    void whatFailsFailsForAllWhoShareItAndIsTriedAnewForTheNext() {
        goOn.countDown();
        var failing = new Together<String, Integer>(_ -> {
            throw new IllegalStateException("look up number " + looks.incrementAndGet());
        });
        assertThatThrownBy(() -> failing.of("list")).isInstanceOf(IllegalStateException.class).hasMessage("look up number 1");
        assertThatThrownBy(() -> failing.of("list")).isInstanceOf(IllegalStateException.class).hasMessage("look up number 2");
    }

    private Future<Integer> ask(ExecutorService threads, AtomicInteger asking) {
        return threads.submit(() -> {
            asking.incrementAndGet();
            return together.of("list");
        });
    }

    private void hold() {
        try {
            goOn.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
