// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.statistics;

import it.filodiretto.messaging.ChannelKind;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/** Requests month by month, the channels one on another: where each bar stands in a picture of {@link Scale#WIDTH} units. */
record BarChart(Scale scale, List<Bar> bars, List<Column> columns) {

    /** Of channels, by pattern first and colour second. */
    private static final List<String> FILLS = List.of("#004a94", "url(#pa)", "#6b7c8d", "url(#pb)", "url(#pc)");

    record Bar(double x, double y, double width, double height, String fill) {}

    /** @param total above the bar; {@code null} would be nothing */
    record Column(YearMonth month, double middle, double top, Numbers.Shown total) {}

    static BarChart of(Numbers numbers) {
        var months = numbers.period().months();
        var scale = Scale.upTo(months.stream().mapToDouble(it -> numbers.requests(it, null).number()).max().orElse(0));
        var bars = new ArrayList<Bar>();
        var columns = new ArrayList<Column>();
        double step = Scale.PLOT / months.size();
        double width = Math.min(56, step * 0.7);
        for (int i = 0; i < months.size(); i++) {
            double middle = Scale.LEFT + step * (i + 0.5);
            double value = 0;
            for (var channel : numbers.channels()) {
                var shown = numbers.requests(months.get(i), channel);
                double height = shown.few() ? 0 : scale.height(shown.number());
                if (height > 0) {
                    value += shown.number();
                    bars.add(new Bar(middle - width / 2, scale.y(value), width, height, fill(channel)));
                }
            }
            columns.add(new Column(months.get(i), middle, scale.y(value) - 6, numbers.requests(months.get(i), null)));
        }
        return new BarChart(scale, bars, columns);
    }

    static String fill(ChannelKind channel) {
        return FILLS.get(channel.ordinal() % FILLS.size());
    }
}
