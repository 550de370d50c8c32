// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscriber;

import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * People by the month, and where each month's point lies on a drawing of 600 by 200.
 *
 * @param months the oldest first, at least one
 */
record GrowthChart(List<Month> months) {

    static final int LEFT = 46;
    static final int RIGHT = 588;
    static final int TOP = 14;
    static final int BOTTOM = 168;

    GrowthChart {
        months = List.copyOf(months);
    }

    /** @param people at its end, or now; @param joined below 0: not known, {@code left} likewise */
    record Month(YearMonth month, int people, int joined, int left) {}

    /** A line across, with its number. */
    record Level(int people, double y) {}

    double x(int month) {
        return months.size() == 1 ? (LEFT + RIGHT) / 2.0 : LEFT + month * (double) (RIGHT - LEFT) / (months.size() - 1);
    }

    double y(int people) {
        return BOTTOM - people * (double) (BOTTOM - TOP) / highest();
    }

    /** For {@code polyline}: «46,168 588,14». */
    String line() {
        return IntStream.range(0, months.size()).mapToObj(it -> number(x(it)) + "," + number(y(months.get(it).people()))).collect(Collectors.joining(" "));
    }

    /** Nought, the half, the whole. */
    List<Level> levels() {
        int highest = highest();
        return List.of(new Level(0, y(0)), new Level(highest / 2, y(highest / 2)), new Level(highest, y(highest)));
    }

    /** A round number that nobody is above. */
    private int highest() {
        int most = months.stream().mapToInt(Month::people).max().orElse(0);
        int step = 2;
        while (step * 5L < most) {
            step = step * 10;
        }
        return Math.max(step, Math.ceilDiv(most, step) * step);
    }

    static String number(double at) {
        return String.format(Locale.ROOT, "%.1f", at);
    }
}
