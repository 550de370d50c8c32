// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

/** Chance that can be repeated. */
final class Chance {

    private Chance() {}

    /** A number from 0 to 1 that follows from this one alone. */
    static double of(long number) {
        var mixed = number * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 32) * 0xD6E8FEB86659FD93L;
        mixed ^= mixed >>> 32;
        return (mixed >>> 11) * 0x1.0p-53;
    }
}
