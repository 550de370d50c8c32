// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.Municipalities;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** What this channel does beside its work: asks Meta once a day how each number stands, and links identities that came together. */
@Component
class DailyWork implements SmartLifecycle {

    private static final Duration DAY = Duration.ofHours(23);

    private final Municipalities municipalities;
    private final NumberSetUp setUp;
    private final NumberTable numbers;
    private final WhatsAppSecrets secrets;
    private final IdentityLinks links;
    private final ServiceCounts counts;
    private final BacklogAlarm backlog;
    private ScheduledExecutorService timer = newTimer();
    private volatile boolean running;

    DailyWork(Municipalities municipalities, NumberSetUp setUp, NumberTable numbers, WhatsAppSecrets secrets, IdentityLinks links, ServiceCounts counts, BacklogAlarm backlog) {
        this.municipalities = municipalities;
        this.setUp = setUp;
        this.numbers = numbers;
        this.secrets = secrets;
        this.links = links;
        this.counts = counts;
        this.backlog = backlog;
    }

    @Override
    public void start() {
        running = true;
        if (timer.isShutdown()) {
            timer = newTimer();
        }
        timer.scheduleWithFixedDelay(() -> quietly(links::writeSome), 1, 1, TimeUnit.SECONDS);
        timer.scheduleWithFixedDelay(() -> quietly(counts::write), 1, 1, TimeUnit.SECONDS);
        timer.scheduleWithFixedDelay(() -> quietly(backlog::look), 20, 15, TimeUnit.SECONDS);
        timer.scheduleWithFixedDelay(() -> quietly(this::readNumbers), 2, 60, TimeUnit.MINUTES);
    }

    private static ScheduledExecutorService newTimer() {
        return Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("whatsapp-timer").factory());
    }

    /** Those that were set up once, and that nobody has asked about for a day. */
    private void readNumbers() {
        for (var town : municipalities.all()) {
            var account = town.whatsapp();
            if (account != null && !secrets.token(account).isEmpty()
                    && numbers.find(account.phoneNumberId()).filter(it -> it.setUpAt() != null).isPresent()
                    && numbers.takeTurn(account.phoneNumberId(), town.id(), DAY)) {
                CurrentMunicipality.inTown(town.id(), () -> setUp.readAll(town));
            }
        }
    }

    private static void quietly(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(DailyWork.class).atWarn().addKeyValue("cause", e.getClass().getSimpleName()).log("A timer of WhatsApp failed; it runs again");
        }
    }

    @Override
    public void stop() {
        running = false;
        timer.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
