// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;

/** What the tests run on. */
@NullMarked
public final class Machine {

    private Machine() {}

    private static final Path PRESSURE = Path.of("/proc/pressure/cpu");
    private static final Pattern OF_TEN_SECONDS = Pattern.compile("some avg10=([0-9.]+)");
    private static final double MUCH = 20;

    /** It has much else to do, as in every run of all tests: what is measured now says nothing about half a second, nor of an even pace. */
    private static boolean isBusy() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return system.getSystemLoadAverage() > 0.75 * system.getAvailableProcessors() || pressure() > MUCH;
    }

    /** The load tells of the last minute. This tells for how many hundredths of the last ten seconds somebody waited for a processor; 0 where Linux does not say. */
    private static double pressure() {
        try {
            var told = OF_TEN_SECONDS.matcher(Files.readString(PRESSURE));
            return told.find() ? Double.parseDouble(told.group(1)) : 0;
        } catch (IOException _) {
            return 0;
        }
    }

    /**
     * Within how long it must be seen: what is promised where the machine does nothing else, and where it does what still tells it from
     * what goes wrong. What is tagged {@code measured} runs alone: there it is promised, for the load tells of the minute before.
     */
    public static Duration within(Duration promised, Duration elsewise) {
        return isBusy() && !Boolean.getBoolean("test.measured") ? elsewise : promised;
    }
}
