// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import it.filodiretto.simulator.StatusDue.Stage;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Lets accepted messages reach their stages when the time has come; one thread gathers the statuses into POSTs. */
final class Statuses implements AutoCloseable {

    /** A message for a telephone that is off. */
    record Waiting(Ledger.Row row, Price price) {}

    private static final int MOST_AT_ONCE = 10_000;
    private static final int LARGEST = 3_000_000;

    private final DelayQueue<StatusDue> due = new DelayQueue<>();
    private final List<StatusReport> kept = new ArrayList<>();
    private final AtomicLong draws = new AtomicLong();
    private final Supplier<Rules> rules;
    private final StatusLife life;
    private final Courier courier;
    private final MetaApp app;
    private final StatusBody body;
    private final Thread thread = Thread.ofPlatform().daemon().name("simulator-statuses").unstarted(this::run);

    Statuses(Supplier<Rules> rules, StatusLife life, Courier courier, MetaApp app, Ledger ledger) {
        this.rules = rules;
        this.life = life;
        this.courier = courier;
        this.app = app;
        this.body = new StatusBody(ledger);
    }

    void start() {
        thread.start();
    }

    /** @param failure the code with which the message will fail; 0 = it will not */
    void accepted(Ledger.Row row, Price price, int failure) {
        var current = rules.get().statuses();
        switch (current.order()) {
            case NATURAL, READ_WITHOUT_DELIVERED -> plan(row, price, failure, Stage.SENT, current.sentAfter(), false);
            case SHUFFLED -> scatter(row, price, failure, chance(current), chance(current), chance(current));
            case REVERSED -> scatter(row, price, failure, 300, 150, 0);
        }
    }

    /** The telephone is on again: what waited for it arrives. */
    void arriveNow(List<Waiting> waiting) {
        waiting.forEach(it -> plan(it.row, it.price, 0, Stage.DELIVERED, Duration.ZERO, false));
    }

    /** Posts what was kept while the flow was off. */
    void release() {
        List<StatusReport> all;
        synchronized (kept) {
            all = List.copyOf(kept);
            kept.clear();
        }
        post(all, rules.get().webhooks().batch());
    }

    /** Looks again whether the flow is off: after {@link #release} nobody would post what is kept. */
    private void keep(StatusReport report, List<StatusReport> batch) {
        synchronized (kept) {
            (rules.get().statuses().flow() == StatusRules.Flow.ON ? batch : kept).add(report);
        }
    }

    /** All stages at once, each after a wait of its own, in milliseconds. */
    private void scatter(Ledger.Row row, Price price, int failure, long sent, long delivered, long read) {
        plan(row, price, failure, Stage.SENT, Duration.ofMillis(sent), true);
        plan(row, price, failure, Stage.DELIVERED, Duration.ofMillis(delivered), true);
        if (rules.get().statuses().readAfter() != null && failure == 0) {
            plan(row, price, failure, Stage.READ, Duration.ofMillis(read), true);
        }
    }

    /** Up to a second. */
    private long chance(StatusRules current) {
        var mixed = (current.seed() + draws.incrementAndGet()) * 0x9E3779B97F4A7C15L;
        return (mixed >>> 40) % 1000;
    }

    private void plan(Ledger.Row row, Price price, int failure, Stage stage, Duration after, boolean alone) {
        due.add(new StatusDue(System.nanoTime() + after.toNanos(), row, stage, price, failure, alone));
    }

    private void run() {
        try {
            while (true) {
                var first = due.take();
                var gather = rules.get().webhooks().gather();
                if (gather.isPositive()) {
                    Thread.sleep(gather);
                }
                gather(first);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** All that is due by now, and what follows from it at once. Nobody wakes this thread for each message: that costs more than the message. */
    private void gather(StatusDue first) {
        var reached = new ArrayList<StatusDue>(List.of(first));
        var reports = new ArrayList<StatusReport>();
        do {
            reached.forEach(it -> reach(it, reports));
            reached.clear();
            due.drainTo(reached, MOST_AT_ONCE);
        } while (!reached.isEmpty() && reports.size() < MOST_AT_ONCE);
        reached.forEach(due::add);
        post(reports, rules.get().webhooks().batch());
    }

    private void reach(StatusDue it, List<StatusReport> batch) {
        var current = rules.get().statuses();
        var following = life.reach(it, current, report -> {
            for (var copy = 0; copy < (current.duplicated() ? 2 : 1); copy++) {
                switch (current.flow()) {
                    case ON -> batch.add(report);
                    case KEPT -> keep(report, batch);
                    case DROPPED -> { }
                }
            }
        });
        if (following != null && !it.alone()) {
            plan(it.row(), it.price(), it.failure(), following.stage(), following.after(), false);
        }
    }

    private void post(List<StatusReport> reports, int batch) {
        for (var from = 0; from < reports.size(); from += batch) {
            post(reports.subList(from, Math.min(reports.size(), from + batch)));
        }
    }

    private void post(List<StatusReport> reports) {
        var byTargets = new LinkedHashMap<List<URI>, List<StatusReport>>();
        for (var report : reports) {
            var account = report.row().account();
            if (app.hears(account)) {
                byTargets.computeIfAbsent(Overrides.targets(account), _ -> new ArrayList<>()).add(report);
            }
        }
        byTargets.forEach(this::post);
    }

    /** Meta's bodies never exceed 3 MB. */
    private void post(List<URI> targets, List<StatusReport> reports) {
        var bytes = body.of(reports);
        if (bytes.length <= LARGEST || reports.size() == 1) {
            courier.post(targets, bytes);
            return;
        }
        var half = reports.size() / 2;
        post(targets, reports.subList(0, half));
        post(targets, reports.subList(half, reports.size()));
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
