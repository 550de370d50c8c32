// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outcome;

import it.filodiretto.broadcast.BroadcastStatus;
import it.filodiretto.broadcast.Broadcasts;
import it.filodiretto.live.Listener;
import it.filodiretto.notice.BroadcastId;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells a browser that a broadcast has changed, at most twice a second, until it is over and quiet. It runs on the request's
 * own virtual thread, in the town's scope, and holds no connection while it waits.
 */
@Component
class ProgressStream {

    private static final Duration STEP = Duration.ofMillis(500);
    /** Steps without a change after which the line is kept open by a comment. */
    private static final int HEARTBEAT = 30;
    /** Steps without a change after the end: delivery and reading follow by seconds. */
    private static final int QUIET = 10;

    /** All that the page shows: what happened comes a moment after the counts. */
    private record Seen(BroadcastStatus status, int happenings, boolean stuck) {}

    private final Broadcasts broadcasts;
    private final CountDownLatch closing = new CountDownLatch(1);

    ProgressStream(Broadcasts broadcasts) {
        this.broadcasts = broadcasts;
    }

    @EventListener
    void close(ContextClosedEvent event) {
        closing.countDown();
    }

    /** Returns when the broadcast is over and quiet, or the program stops. @throws IOException when the browser has gone */
    void run(BroadcastId id, Listener browser) throws IOException {
        browser.write("retry: 2000\n\n");
        Seen shown = null;
        int quiet = 0;
        while (!isClosing()) {
            var status = broadcasts.find(id).orElse(null);
            if (status == null) {
                return;
            }
            var seen = new Seen(status, broadcasts.events(id).size(), status.counts().uncertain() > 0 && broadcasts.stuck(id) > 0);
            boolean changed = !Objects.equals(shown, seen);
            quiet = changed ? 0 : quiet + 1;
            shown = seen;
            if (changed) {
                browser.write("event: changed\ndata: " + status.gone() + "/" + status.recipients() + "\n\n");
            } else if (quiet % HEARTBEAT == 0) {
                browser.beat();
            }
            if (!status.isRunning() && status.phase() != BroadcastStatus.Phase.SCHEDULED && quiet >= QUIET) {
                browser.write("event: finished\ndata: " + status.phase().code() + "\n\n");
                return;
            }
        }
    }

    private boolean isClosing() {
        try {
            return closing.await(STEP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            return true;
        }
    }
}
