// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webhook;

import it.filodiretto.webhook.WebhookCallTable.Claimed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes waiting bodies by lease, handles them, and looks again: at once when its bell rings, else every 200 ms, because
 * another node may have stored something and died.
 */
final class WebhookWorker implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(WebhookWorker.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration GATHER = Duration.ofMillis(30);
    private static final Duration REPORTS_GATHER = Duration.ofMillis(100);
    private static final Duration REPORTS_GATHER_AT_MOST = Duration.ofMillis(800);
    private static final int REPORTS_REST = 4;
    private static final int MOST_BODIES = 500;
    private static final int MOST_BYTES = 4 << 20;
    private static final int MOST_ATTEMPTS = 20;

    private final WebhookCallTable table;
    private final WebhookBatch batch;
    private final WebhookBells.Bell bell;
    private final boolean urgent;
    private final BooleanSupplier stepsAside;
    private final String owner;
    private final String writer;
    private final Duration lease;
    private final Set<UUID> held = ConcurrentHashMap.newKeySet();

    /** @param stepsAside asked before each look; {@code node} whose lease it is; {@code writer} a name that nobody else writes counts under */
    WebhookWorker(WebhookCallTable table, WebhookBatch batch, WebhookBells.Bell bell, boolean urgent, BooleanSupplier stepsAside, String node, String writer,
            Duration lease) {
        this.table = table;
        this.batch = batch;
        this.bell = bell;
        this.urgent = urgent;
        this.stepsAside = stepsAside;
        this.owner = node;
        this.writer = writer;
        this.lease = lease;
    }

    @Override
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                while (stepsAside.getAsBoolean()) {
                    Thread.sleep(GATHER);
                }
                long start = System.nanoTime();
                var handled = work();
                if (handled == 0) {
                    bell.await(LOOK_EVERY);
                } else if (!urgent && handled < MOST_BODIES) {
                    gatherReports(Duration.ofNanos(System.nanoTime() - start));
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                log.atWarn().setCause(e).log("Webhook bodies wait: they could not be handled now");
                pause();
            } finally {
                held.clear();
            }
        }
    }

    /**
     * Reports are cheaper by the hundred: several of one message change its row once. So the more work the last ones were, the longer it
     * waits for more.
     */
    private static void gatherReports(Duration took) throws InterruptedException {
        Thread.sleep(Math.clamp(took.toMillis() * REPORTS_REST, REPORTS_GATHER.toMillis(), REPORTS_GATHER_AT_MOST.toMillis()));
    }

    /** @return how many bodies there were */
    int work() {
        var claimed = table.claim(owner, urgent, MOST_BODIES, lease);
        claimed.forEach(it -> held.add(it.id()));
        for (var part : parts(claimed)) {
            handle(part);
        }
        return claimed.size();
    }

    private void handle(List<Claimed> part) {
        var ids = part.stream().map(Claimed::id).toList();
        var lastTime = part.stream().filter(it -> it.attempts() >= MOST_ATTEMPTS).map(Claimed::id).collect(Collectors.toSet());
        var again = handle(table.read(ids), lastTime);
        var handled = new HashSet<>(ids);
        handled.removeAll(again);
        table.handled(handled, owner);
        if (!again.isEmpty()) {
            table.putBack(again, owner, PAUSE);
        }
        ids.forEach(held::remove);
    }

    /** Together; one by one if one of them is beyond even being set aside in pieces. @return what must come again */
    private Set<UUID> handle(List<WebhookCall> calls, Set<UUID> lastTime) {
        try {
            return batch.handle(calls, writer, lastTime);
        } catch (RuntimeException e) {
            if (Trouble.passes(e)) {
                throw e;
            }
            var again = new HashSet<UUID>();
            for (var call : calls) {
                if (calls.size() > 1) {
                    again.addAll(handle(List.of(call), lastTime));
                } else {
                    batch.setAside(call, e);
                }
            }
            return again;
        }
    }

    /** In pieces of some megabytes: bodies have 300 bytes or three million. */
    private static List<List<Claimed>> parts(List<Claimed> claimed) {
        var parts = new ArrayList<List<Claimed>>();
        long bytes = MOST_BYTES;
        for (var one : claimed) {
            if (bytes + one.bytes() > MOST_BYTES) {
                parts.add(new ArrayList<>());
                bytes = 0;
            }
            parts.getLast().add(one);
            bytes += one.bytes();
        }
        return parts;
    }

    /** What it is working on now, so that the lease can be renewed. */
    Collection<UUID> held() {
        return Set.copyOf(held);
    }

    private void pause() {
        try {
            bell.await(PAUSE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
