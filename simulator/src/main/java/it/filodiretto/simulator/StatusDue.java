// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/**
 * A stage that one message will reach.
 *
 * @param at {@link System#nanoTime} of it
 * @param failure the code with which the message fails instead of being delivered; 0 = it does not
 * @param alone the other stages were planned already, none follows from this one
 */
record StatusDue(long at, Ledger.Row row, Stage stage, Price price, int failure, boolean alone) implements Delayed {

    enum Stage { SENT, DELIVERED, READ }

    @Override
    public long getDelay(TimeUnit unit) {
        return unit.convert(at - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
        return Long.signum(at - ((StatusDue) other).at);
    }
}
