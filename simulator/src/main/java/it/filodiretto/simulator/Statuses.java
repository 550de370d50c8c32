// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The life of accepted messages: sent, delivered, read or failed, each when its time has come. One thread gathers what is
 * due into POSTs of many statuses.
 */
final class Statuses implements AutoCloseable {

    private enum Stage { SENT, DELIVERED, READ }

    private final DelayQueue<Due> due = new DelayQueue<>();
    private final ConcurrentLinkedQueue<StatusReport> kept = new ConcurrentLinkedQueue<>();
    private final Supplier<Rules> rules;
    private final Phones phones;
    private final Deliveries deliveries;
    private final Clock clock;
    private final Courier courier;
    private final StatusBody body;
    private final Thread thread = Thread.ofPlatform().daemon().name("simulator-statuses").unstarted(this::run);

    Statuses(Supplier<Rules> rules, Phones phones, Deliveries deliveries, Clock clock, Courier courier, Ledger ledger) {
        this.rules = rules;
        this.phones = phones;
        this.deliveries = deliveries;
        this.clock = clock;
        this.courier = courier;
        this.body = new StatusBody(ledger);
    }

    void start() {
        thread.start();
    }

    /** @param failure the code with which the message will fail; 0 = it will not */
    void accepted(Ledger.Row row, String category, int failure) {
        var current = rules.get().statuses();
        switch (current.order()) {
            case NATURAL, READ_WITHOUT_DELIVERED -> plan(row, category, failure, Stage.SENT, current.sentAfter());
            case SHUFFLED -> scatter(row, category, failure, current, () -> chance(row, current));
            case REVERSED -> {
                var wait = current.sentAfter().plusMillis(failure == 0 && current.readAfter() != null ? 200 : 100);
                var step = new long[] {wait.toMillis()};
                scatter(row, category, failure, current, () -> Duration.ofMillis(step[0] -= 100).plusMillis(100));
            }
        }
    }

    /** Posts what was kept while the flow was off. */
    void release() {
        var all = new ArrayList<StatusReport>();
        for (var report = kept.poll(); report != null; report = kept.poll()) {
            all.add(report);
        }
        var size = rules.get().webhooks().batch();
        for (var from = 0; from < all.size(); from += size) {
            post(all.subList(from, Math.min(all.size(), from + size)));
        }
    }

    /** The telephone is on again: what waited for it arrives. */
    void arriveNow(List<Waiting> waiting) {
        waiting.forEach(it -> plan(it.row, it.category, 0, Stage.DELIVERED, Duration.ZERO));
    }

    /** A message for a telephone that is off. */
    record Waiting(Ledger.Row row, String category) {}

    private long scattered;

    private synchronized Duration chance(Ledger.Row row, StatusRules current) {
        var mixed = (current.seed() + row.sequence() * 31 + scattered++) * 0x9E3779B97F4A7C15L;
        return Duration.ofMillis((mixed >>> 40) % 1000);
    }

    /** All stages at once, each after a wait of its own. */
    private void scatter(Ledger.Row row, String category, int failure, StatusRules current, Supplier<Duration> wait) {
        plan(row, category, failure, Stage.SENT, wait.get(), true);
        plan(row, category, failure, Stage.DELIVERED, wait.get(), true);
        if (current.readAfter() != null && failure == 0) {
            plan(row, category, failure, Stage.READ, wait.get(), true);
        }
    }

    private void plan(Ledger.Row row, String category, int failure, Stage stage, Duration after) {
        plan(row, category, failure, stage, after, false);
    }

    private void plan(Ledger.Row row, String category, int failure, Stage stage, Duration after, boolean alone) {
        due.add(new Due(System.nanoTime() + after.toNanos(), row, stage, category, failure, alone));
    }

    private void run() {
        try {
            while (true) {
                gather(due.take());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void gather(Due first) throws InterruptedException {
        var current = rules.get().webhooks();
        var batch = new ArrayList<StatusReport>();
        var end = System.nanoTime() + current.gather().toNanos();
        for (@Nullable Due next = first; next != null; ) {
            reach(next, batch);
            next = batch.size() < current.batch() ? due.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS) : null;
        }
        if (!batch.isEmpty()) {
            post(batch);
        }
    }

    private void reach(Due it, List<StatusReport> batch) {
        var current = rules.get().statuses();
        var skipsDelivered = current.order() == StatusRules.Order.READ_WITHOUT_DELIVERED && current.readAfter() != null;
        switch (it.stage) {
            case SENT -> {
                report(it, "sent", 0, true, batch);
                if (!it.alone) {
                    plan(it.row, it.category, it.failure, Stage.DELIVERED, current.deliveredAfter());
                }
            }
            case DELIVERED -> {
                if (it.failure != 0) {
                    report(it, "failed", it.failure, false, batch);
                    deliveries.failed(it.row);
                } else if (deliveries.arrive(it.row, it.category)) {
                    if (!skipsDelivered) {
                        report(it, "delivered", 0, true, batch);
                    }
                    var readAfter = current.readAfter();
                    if (readAfter != null && !it.alone) {
                        plan(it.row, it.category, 0, Stage.READ, readAfter);
                    }
                }
            }
            case READ -> {
                report(it, "read", 0, skipsDelivered, batch);
                deliveries.read(it.row);
            }
        }
    }

    private void report(Due it, String status, int failure, boolean priced, List<StatusReport> batch) {
        var current = rules.get().statuses();
        var number = it.row.recipient().number();
        var phone = phones.find(number);
        var identity = phone == null ? Phone.Identity.PHONE_AND_USER_ID : phone.identity();
        var report = new StatusReport(
                it.row, status, Instant.ofEpochSecond(clock.instant().getEpochSecond()), failure,
                identity == Phone.Identity.USER_ID_ONLY ? null : phone == null ? number : phone.waId(),
                identity == Phone.Identity.PHONE_ONLY ? null : UserIds.of(number, it.row.account().portfolioId()),
                it.category, priced);
        if (current.flow() == StatusRules.Flow.DROPPED) {
            return;
        }
        for (var copy = 0; copy < (current.duplicated() ? 2 : 1); copy++) {
            if (current.flow() == StatusRules.Flow.KEPT) {
                kept.add(report);
            } else {
                batch.add(report);
            }
        }
    }

    private void post(List<StatusReport> reports) {
        var byTargets = new LinkedHashMap<List<URI>, List<StatusReport>>();
        for (var report : reports) {
            byTargets.computeIfAbsent(report.row().account().webhooks(), _ -> new ArrayList<>()).add(report);
        }
        byTargets.forEach((targets, theirs) -> courier.post(targets, body.of(theirs)));
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private record Due(long at, Ledger.Row row, Stage stage, String category, int failure, boolean alone) implements Delayed {

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(at - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(at - ((Due) other).at, 0);
        }
    }
}
