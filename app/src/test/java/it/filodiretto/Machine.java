// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.jspecify.annotations.NullMarked;

/** What the tests run on. */
@NullMarked
public final class Machine {

    private Machine() {}

    /** It has much else to do, as in every run of all tests: what is measured now says nothing about half a second, nor of an even pace. */
    private static boolean isBusy() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return system.getSystemLoadAverage() > 0.75 * system.getAvailableProcessors();
    }

    /**
     * Within how long it must be seen: what is promised where the machine does nothing else, and where it does what still tells it from
     * what goes wrong. What is tagged {@code measured} runs alone: there it is promised, for the load tells of the minute before.
     */
    public static Duration within(Duration promised, Duration elsewise) {
        return isBusy() && !Boolean.getBoolean("test.measured") ? elsewise : promised;
    }
}
