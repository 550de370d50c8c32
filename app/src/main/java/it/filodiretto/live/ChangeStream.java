// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.live;

import java.io.IOException;
import java.time.Duration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells a browser what has changed: which one of the topic at once ({@code event: one}, its id), for who looks at just that, those
 * that change in the same moment together; and that a list of them has ({@code event: changed}), within the half second that two
 * screens may differ and hardly more often, {@code all} if it was not said which. While changes go on all browsers are told of the
 * list in the same moment, so that what they fetch is looked up once for all of them. Once when it connects: after a cut it sees
 * what it missed. It runs on a virtual thread of its own and holds no connection to the database.
 */
@Component
public class ChangeStream {

    private static final long TOGETHER = Duration.ofMillis(400).toNanos();
    /** Where a hundred talks change in a second, each browser is told forty times and not three hundred. */
    static final Duration MOMENT = Duration.ofMillis(25);
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    /** After so many heartbeats the browser comes again, with a session that still counts. */
    private static final int BEATS = 120;

    private final Signals signals;
    private volatile boolean closing;

    ChangeStream(Signals signals) {
        this.signals = signals;
    }

    @EventListener
    void close(ContextClosedEvent event) {
        closing = true;
        signals.tellAllHere();
    }

    /** Returns after some minutes, or when the program stops. @throws IOException when the browser has gone */
    public void run(String topic, Listener browser) throws IOException {
        try (var watcher = signals.watch(topic)) {
            new Telling(watcher, browser).run();
        }
    }

    /** The same for whoever asks at about the same time: multiples of {@link #TOGETHER}. */
    static long nextForAll(long now) {
        return (Math.floorDiv(now, TOGETHER) + 1) * TOGETHER;
    }

    private final class Telling {

        private final Watcher watcher;
        private final Listener browser;
        private long next = System.nanoTime();
        private boolean owed;
        private boolean all;

        Telling(Watcher watcher, Listener browser) {
            this.watcher = watcher;
            this.browser = browser;
        }

        void run() throws IOException {
            browser.write("retry: 1000\nevent: changed\ndata: all\n\n");
            for (int beat = 0; beat < BEATS && !closing && !Thread.currentThread().isInterrupted(); ) {
                boolean heard = watcher.await(owed ? Duration.ofNanos(next - System.nanoTime()) : HEARTBEAT);
                var words = heard ? hear() : new StringBuilder();
                if (owed && System.nanoTime() - next >= 0) {
                    words.append("event: changed\ndata: ").append(all ? "all" : "list").append("\n\n");
                    owed = false;
                    all = false;
                    next = nextForAll(System.nanoTime());
                }
                if (!words.isEmpty()) {
                    browser.write(words.toString());
                } else if (!heard && !owed) {
                    browser.beat();
                    beat++;
                }
                if (heard) {
                    watcher.rest(MOMENT);
                }
            }
        }

        /** @return what to say at once */
        private StringBuilder hear() {
            var changed = watcher.take();
            owed = true;
            all |= changed.more();
            var words = new StringBuilder();
            changed.named().forEach(it -> words.append("event: one\ndata: ").append(it).append("\n\n"));
            return words;
        }
    }
}
