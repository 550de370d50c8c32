// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.statistics;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How long people waited, month by month: half of them, and nine of ten. A month of which nothing is said interrupts the line. */
record LineChart(Scale scale, List<Month> months) {

    record Month(YearMonth month, double x, @Nullable Double half, @Nullable Double nine) {}

    static LineChart of(Numbers numbers) {
        var all = numbers.period().months();
        double step = Scale.PLOT / all.size();
        var months = new ArrayList<Month>();
        for (int i = 0; i < all.size(); i++) {
            var times = numbers.times(all.get(i), null);
            months.add(new Month(all.get(i), Scale.LEFT + step * (i + 0.5),
                Numbers.minutes(times == null ? null : times.median()), Numbers.minutes(times == null ? null : times.ninetieth())));
        }
        return new LineChart(Scale.upTo(months.stream().mapToDouble(it -> it.nine() == null ? 0 : it.nine()).max().orElse(0)), months);
    }

    boolean isEmpty() {
        return months.stream().allMatch(it -> it.half() == null);
    }

    /** Points of SVG lines, one for each run of months without a gap. */
    List<String> lines(boolean nine) {
        var lines = new ArrayList<String>();
        var run = new ArrayList<String>();
        for (var month : months) {
            var value = nine ? month.nine() : month.half();
            if (value != null) {
                run.add(Scale.number(month.x()) + "," + Scale.number(scale.y(value)));
            } else if (!run.isEmpty()) {
                lines.add(run.stream().collect(Collectors.joining(" ")));
                run.clear();
            }
        }
        if (!run.isEmpty()) {
            lines.add(String.join(" ", run));
        }
        return lines;
    }
}
