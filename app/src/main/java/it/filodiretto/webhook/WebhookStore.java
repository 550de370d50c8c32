// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webhook;

import it.filodiretto.shared.Ids;
import it.filodiretto.vault.Vault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Puts bodies on disk, many in one commit: while one is being written the next gather. Each caller returns only after
 * the commit that holds its own.
 */
@Component
class WebhookStore implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WebhookStore.class);
    private static final int MOST_AT_ONCE = 500;
    private static final int MOST_BYTES_AT_ONCE = 16 << 20;
    private static final int MOST_WAITING = 5_000;
    private static final long PATIENCE_SECONDS = 20;
    private static final double MEMORY_SECONDS = 0.2;
    private static final double RUSH = 1_000;

    private final WebhookCallTable table;
    private final Vault vault;
    private final WebhookBells bells;
    private final LinkedBlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final List<Thread> writers;
    private volatile double stored;
    private volatile long storedAt = System.nanoTime();

    WebhookStore(WebhookCallTable table, Vault vault, WebhookBells bells) {
        this.table = table;
        this.vault = vault;
        this.bells = bells;
        this.writers = List.of(Thread.ofPlatform().daemon().name("webhook-store").start(this::write));
    }

    /** A body whose signature and syntax are right. */
    record Arrived(byte[] body, Instant at, boolean urgent, @Nullable String speaksFor) {}

    /** @return whether it is on disk; false: Meta shall post it again */
    boolean store(Arrived body) throws InterruptedException {
        var one = new Waiting(body);
        return waiting.offer(one) && one.done.await(PATIENCE_SECONDS, TimeUnit.SECONDS) && one.stored;
    }

    /** More than a thousand bodies a second are coming: those who handle them do better to step aside, for Meta waits for the answers. */
    boolean isRushed() {
        return stored * fading() > RUSH * MEMORY_SECONDS;
    }

    private double fading() {
        return Math.exp((storedAt - System.nanoTime()) / 1e9 / MEMORY_SECONDS);
    }

    private void write() {
        var batch = new ArrayList<Waiting>();
        while (!Thread.currentThread().isInterrupted()) {
            try {
                gather(batch);
                writeOut(batch);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } finally {
                batch.clear();
            }
        }
    }

    private void gather(List<Waiting> batch) throws InterruptedException {
        @Nullable Waiting next = waiting.take();
        var bytes = 0;
        while (next != null) {
            batch.add(next);
            bytes += next.arrived.body().length;
            next = batch.size() < MOST_AT_ONCE && bytes < MOST_BYTES_AT_ONCE ? waiting.poll() : null;
        }
    }

    private void writeOut(List<Waiting> batch) {
        try {
            table.insert(batch.stream().map(it -> seal(it.arrived)).toList());
            batch.forEach(it -> it.stored = true);
            stored = stored * fading() + batch.size();
            storedAt = System.nanoTime();
        } catch (RuntimeException e) {
            log.atError().addKeyValue("bodies", batch.size()).setCause(e).log("Webhook bodies could not be stored: Meta is asked to post them again");
        } finally {
            batch.forEach(it -> it.done.countDown());
        }
        if (batch.stream().anyMatch(it -> it.stored && it.arrived.urgent())) {
            bells.urgent().ring();
        }
        if (batch.stream().anyMatch(it -> it.stored && !it.arrived.urgent())) {
            bells.ordinary().ring();
        }
    }

    /** On this thread, which lasts ({@link Vault}). */
    private WebhookCall seal(Arrived arrived) {
        return new WebhookCall(Ids.next(), arrived.at(), arrived.urgent(), arrived.speaksFor(), vault.seal(arrived.body(), WebhookCall.CONTEXT));
    }

    @Override
    public void close() {
        writers.forEach(Thread::interrupt);
    }

    private static final class Waiting {

        private final Arrived arrived;
        private final CountDownLatch done = new CountDownLatch(1);
        private volatile boolean stored;

        Waiting(Arrived arrived) {
            this.arrived = arrived;
        }
    }
}
