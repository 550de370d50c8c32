// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/** One look at one broadcast: does what is next, whatever that is. */
@Component
class BroadcastTurn {

    private final Notices notices;
    private final FanOut fanOut;
    private final Watch watch;
    private final SignatureCalls calls;
    private final Broadcasts control;

    BroadcastTurn(Notices notices, FanOut fanOut, Watch watch, SignatureCalls calls, Broadcasts control) {
        this.notices = notices;
        this.fanOut = fanOut;
        this.watch = watch;
        this.calls = calls;
        this.control = control;
    }

    /** @param goOn asked between pages: false while the program stops */
    void of(BroadcastId id, BooleanSupplier goOn) {
        calls.look(id);
        notices.startScheduled(id);
        while (goOn.getAsBoolean() && fanOut.nextPage(id)) {
            // each page is a transaction of its own
        }
        control.expire(id);
        watch.look(id);
    }
}
