// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import it.filodiretto.municipality.CurrentMunicipality;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Fetches what people sent, a few at a time, apart from the webhook's workers: a large file keeps no message waiting. */
@Component
class MediaWorkers implements SmartLifecycle {

    /** Longer than a download may take: who has died has not settled it, and another tries. */
    static final Duration LEASE = Graph.READ_WITHIN.plusMinutes(2);

    private static final Logger log = LoggerFactory.getLogger(MediaWorkers.class);
    /** Bytes pass in pieces, so that more at a time cost little memory; most of a download is waiting. */
    private static final int WORKERS = 8;
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final MediaDownloadTable table;
    private final MediaFetch fetch;
    private final List<Thread> threads = new ArrayList<>();
    private final Queue<MediaDownload> interrupted = new ConcurrentLinkedQueue<>();

    MediaWorkers(MediaDownloadTable table, MediaFetch fetch) {
        this.table = table;
        this.fetch = fetch;
    }

    @Override
    public synchronized void start() {
        for (int i = 1; i <= WORKERS && threads.size() < WORKERS; i++) {
            threads.add(Thread.ofVirtual().name("media-" + i).start(this::workUntilStopped));
        }
    }

    private void workUntilStopped() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                if (!fetch.isPossible() || !work()) {
                    Thread.sleep(LOOK_EVERY);
                }
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                log.atWarn().addKeyValue("cause", e.getClass().getSimpleName()).log("Citizens' files wait: they could not be fetched now");
                if (!pause()) {
                    return;
                }
            }
        }
    }

    /** @return false if nothing is due */
    boolean work() {
        giveBack();
        var claimed = table.claim(LEASE);
        claimed.ifPresent(this::work);
        return claimed.isPresent();
    }

    private void work(MediaDownload download) {
        try {
            CurrentMunicipality.inTown(download.town(), () -> {
                if (fetch.fetch(download)) {
                    table.done(download.file());
                } else {
                    table.again(download.file(), download.pause());
                }
            });
        } catch (RuntimeException e) {
            interrupted.add(download);
            throw e;
        }
    }

    /** What the database, away for a moment, did not let settle: nobody waits for the end of a lease that is long. */
    private void giveBack() {
        for (var download = interrupted.peek(); download != null; download = interrupted.peek()) {
            table.again(download.file(), download.pause());
            interrupted.remove(download);
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(LOOK_EVERY.multipliedBy(4));
            return true;
        } catch (InterruptedException _) {
            return false;
        }
    }

    @Override
    public synchronized void stop() {
        threads.forEach(Thread::interrupt);
        threads.clear();
    }

    @Override
    public synchronized boolean isRunning() {
        return !threads.isEmpty();
    }
}
