// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

/** A bucket that lets {@code rate} a second through and holds half a second's worth; in real time. */
final class Pace {

    private long full = System.nanoTime() - 1_000_000_000L;

    synchronized boolean lets(int rate) {
        var now = System.nanoTime();
        var each = 1_000_000_000L / rate;
        var start = Math.max(full, now - Math.max(500_000_000L, each));
        if (start + each > now) {
            return false;
        }
        full = start + each;
        return true;
    }
}
