// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webhook;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import it.filodiretto.database.Node;
import it.filodiretto.meta.WhatsAppSettings;
import it.filodiretto.shared.Recurring;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The workers of this node: citizens' words have their own, so that a STOP never waits behind delivery reports. Of reports there is
 * one: two would have the same messages' rows in hand, «sent» the one and «delivered» the other, and wait for each other row by row.
 */
@Component
class WebhookWorkers implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(WebhookWorkers.class);
    private static final int DELETED_AT_ONCE = 1_000;
    private static final Duration LONGEST_ASIDE = Duration.ofSeconds(30);
    private static final Clock REAL_TIME = Clock.systemUTC();

    private final WebhookStore store;
    private final WebhookCallTable table;
    private final WebhookBatch batch;
    private final WebhookBells bells;
    private final WhatsAppSettings settings;
    private final Node node;
    private final Clock clock;
    private final List<WebhookWorker> workers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile Duration oldestWaiting = Duration.ZERO;
    private final Recurring timer = new Recurring("webhook-timer");

    WebhookWorkers(WebhookStore store, WebhookCallTable table, WebhookBatch batch, WebhookBells bells, WhatsAppSettings settings, Node node, Clock clock, MeterRegistry meters) {
        this.store = store;
        this.table = table;
        this.batch = batch;
        this.bells = bells;
        this.settings = settings;
        this.node = node;
        this.clock = clock;
        Gauge.builder("filodiretto.whatsapp.webhook.oldest", this, it -> it.oldestWaiting.toMillis() / 1000.0).baseUnit("seconds")
            .description("How long the oldest webhook body has been waiting to be handled").register(meters);
    }

    @Override
    public synchronized void start() {
        if (isRunning()) {
            return;
        }
        timer.start();
        add("webhook-urgent", bells.urgent(), true);
        add("webhook-ordinary", bells.ordinary(), false);
        var renewal = settings.lease().dividedBy(3);
        timer.every(renewal, renewal, this::renew);
        timer.every(Duration.ofSeconds(5), Duration.ofSeconds(5), () -> oldestWaiting = table.oldestWaiting(clock.instant()));
        timer.every(Duration.ofMinutes(1), Duration.ofMinutes(10), this::deleteOld);
    }

    private void add(String name, WebhookBells.Bell bell, boolean urgent) {
        var worker = new WebhookWorker(table, batch, bell, urgent, () -> !urgent && stepsAside(), node.name(), node.name() + " " + name, settings.lease());
        workers.add(worker);
        threads.add(Thread.ofPlatform().daemon().name(name).start(worker));
    }

    /** Reports wait while many bodies come, for half a minute at most; citizens' words never do. */
    private boolean stepsAside() {
        return store.isRushed() && oldestWaiting.compareTo(LONGEST_ASIDE) < 0;
    }

    private void renew() {
        for (var worker : workers) {
            var held = worker.held();
            if (!held.isEmpty()) {
                table.renew(held, node.name(), settings.lease());
            }
        }
    }

    /** Handled bodies are kept some days, for questions; then they go. */
    private void deleteOld() {
        var before = REAL_TIME.instant().minus(settings.keepHandled());
        while (table.deleteHandledBefore(before, DELETED_AT_ONCE) == DELETED_AT_ONCE) {
            log.atDebug().log("More old webhook bodies are to be deleted");
        }
    }

    @Override
    public synchronized void stop() {
        timer.stop();
        threads.forEach(Thread::interrupt);
        threads.forEach(it -> {
            try {
                it.join(Duration.ofSeconds(5));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        threads.clear();
        workers.clear();
    }

    @Override
    public boolean isRunning() {
        return !threads.isEmpty();
    }
}
