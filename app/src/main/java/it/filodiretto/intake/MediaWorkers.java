// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.intake;

import it.filodiretto.media.StoredFileId;
import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.shared.Recurring;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Fetches what people sent, a few at a time, apart from the webhook's workers: a large file keeps no message waiting. */
@Component
public class MediaWorkers implements SmartLifecycle {

    /** Renewed while a file is being fetched, however long that takes; of who has died another takes it over when this is past. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    private static final Logger log = LoggerFactory.getLogger(MediaWorkers.class);
    /** Bytes pass in pieces, so that more at a time cost little memory; most of a download is waiting. */
    private static final int WORKERS = 8;
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final MediaDownloadTable table;
    private final MediaFetch fetch;
    private final Duration lease;
    private final List<Thread> threads = new ArrayList<>();
    private final Recurring keeper = new Recurring("media-lease");
    private final Set<StoredFileId> atWork = ConcurrentHashMap.newKeySet();
    private final Queue<MediaDownload> interrupted = new ConcurrentLinkedQueue<>();

    @Autowired
    public MediaWorkers(MediaDownloadTable table, MediaFetch fetch) {
        this(table, fetch, LEASE);
    }

    MediaWorkers(MediaDownloadTable table, MediaFetch fetch, Duration lease) {
        this.table = table;
        this.fetch = fetch;
        this.lease = lease;
    }

    @Override
    public synchronized void start() {
        for (int i = 1; i <= WORKERS && threads.size() < WORKERS; i++) {
            threads.add(Thread.ofVirtual().name("media-" + i).start(this::workUntilStopped));
        }
        keeper.start();
        keeper.every(lease.dividedBy(4), lease.dividedBy(4), this::renew);
    }

    private void renew() {
        if (!atWork.isEmpty()) {
            table.renew(Set.copyOf(atWork), lease);
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
    public boolean work() {
        giveBack();
        var claimed = table.claim(lease);
        claimed.ifPresent(this::work);
        return claimed.isPresent();
    }

    private void work(MediaDownload download) {
        atWork.add(download.file());
        try {
            CurrentMunicipality.inTown(download.town(), () -> {
                var settled = fetch.fetch(download);
                atWork.remove(download.file());
                if (settled) {
                    table.done(download.file());
                } else {
                    table.again(download.file(), download.pause());
                }
            });
        } catch (RuntimeException e) {
            interrupted.add(download);
            throw e;
        } finally {
            atWork.remove(download.file());
        }
    }

    /** What the database, away for a moment, did not let settle: nobody waits for the end of the lease. */
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
        keeper.stop();
        threads.forEach(Thread::interrupt);
        threads.clear();
    }

    @Override
    public synchronized boolean isRunning() {
        return !threads.isEmpty();
    }
}
