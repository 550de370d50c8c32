// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import it.filodiretto.notice.BroadcastId;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/** One look at one broadcast: does what is next, whatever that is. */
@Component
class BroadcastTurn {

    private final ScheduledNotices scheduled;
    private final FanOut fanOut;
    private final Watch watch;
    private final SignatureCalls calls;
    private final Broadcasts control;

    BroadcastTurn(ScheduledNotices scheduled, FanOut fanOut, Watch watch, SignatureCalls calls, Broadcasts control) {
        this.scheduled = scheduled;
        this.fanOut = fanOut;
        this.watch = watch;
        this.calls = calls;
        this.control = control;
    }

    /** @param goOn asked between pages: false while the program stops */
    void of(BroadcastId id, BooleanSupplier goOn) {
        calls.look(id);
        scheduled.start(id);
        while (goOn.getAsBoolean() && fanOut.nextPage(id)) {
            // each page is a transaction of its own
        }
        control.expire(id);
        watch.look(id);
    }
}
