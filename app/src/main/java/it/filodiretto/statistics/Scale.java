// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.statistics;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Turns values into heights. @param step from one line across to the next, a round number */
record Scale(double step) {

    static final double WIDTH = 700;
    static final double LEFT = 44;
    static final double PLOT = 646;
    static final double BASE = 250;
    private static final double HEIGHT = 220;
    private static final int LINES = 4;

    /** Round steps of 1, 2 or 5 times a power of ten. */
    static Scale upTo(double most) {
        double least = Math.max(1, most / LINES);
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (double factor : new double[] {1, 2, 5}) {
            if (factor * power >= least) {
                return new Scale(factor * power);
            }
        }
        return new Scale(10 * power);
    }

    double height(double value) {
        return HEIGHT * value / (step * LINES);
    }

    double y(double value) {
        return BASE - height(value);
    }

    /** What stands at the lines across, from below. */
    List<Double> lines() {
        return IntStream.rangeClosed(0, LINES).mapToObj(it -> it * step).toList();
    }

    /** As SVG wants it: {@code 12.5}. */
    static String number(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
