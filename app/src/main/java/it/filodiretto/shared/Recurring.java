// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.shared;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work that comes again and again on one thread of its own, from start to stop; what fails is logged, and comes again. */
public final class Recurring {

    private static final Logger log = LoggerFactory.getLogger(Recurring.class);

    private final String name;
    private volatile @Nullable ScheduledExecutorService timer;

    /** @param name of the thread; the log names it too */
    public Recurring(String name) {
        this.name = name;
    }

    /** May follow a {@link #stop}. */
    public void start() {
        timer = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name(name).factory());
    }

    /** After {@link #start}. @param pause from the end of one time to the beginning of the next */
    public void every(Duration first, Duration pause, Runnable work) {
        var started = timer;
        if (started == null) {
            throw new IllegalStateException("Not started: " + name);
        }
        started.scheduleWithFixedDelay(() -> quietly(work), first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void quietly(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {         // an error would end it for good, and nobody would know
            log.atWarn().addKeyValue("timer", name).addKeyValue("cause", e.getClass().getSimpleName()).log("Recurring work failed; it comes again");
        }
    }

    /** Interrupts what is running. */
    public void stop() {
        var started = timer;
        if (started != null) {
            timer = null;
            started.shutdownNow();
        }
    }

    public boolean isRunning() {
        return timer != null;
    }
}
