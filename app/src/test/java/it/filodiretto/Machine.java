// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto;

import java.lang.management.ManagementFactory;

/** What the tests run on. */
public final class Machine {

    private Machine() {}

    /** It has much else to do: what is measured now says nothing about half a second, nor of an even pace. */
    public static boolean isBusy() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return system.getSystemLoadAverage() > 1.5 * system.getAvailableProcessors();
    }
}
