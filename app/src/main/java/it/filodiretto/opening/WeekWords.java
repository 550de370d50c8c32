// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.opening;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** An ordinary week in one line, equal days together: «lun 9:00-13:00; mar–ven 9:00-13:00 e 15:00-17:00». */
final class WeekWords {

    private WeekWords() {}

    static String of(WeeklyTimetable timetable) {
        var runs = new ArrayList<Run>();
        for (var day : DayOfWeek.values()) {
            var spans = timetable.week().getOrDefault(day, List.of()).stream().map(TimeSpan::toString).collect(Collectors.joining(" e "));
            var last = runs.isEmpty() ? null : runs.getLast();
            if (last != null && last.spans().equals(spans)) {
                runs.set(runs.size() - 1, new Run(last.first(), day, spans));
            } else {
                runs.add(new Run(day, day, spans));
            }
        }
        return runs.stream().filter(it -> !it.spans().isEmpty()).map(Run::words).collect(Collectors.joining("; "));
    }

    private record Run(DayOfWeek first, DayOfWeek last, String spans) {

        String words() {
            return name(first) + (first == last ? "" : (last.getValue() - first.getValue() == 1 ? " e " : "–") + name(last)) + " " + spans;
        }

        private static String name(DayOfWeek day) {
            return day.getDisplayName(TextStyle.SHORT, Locale.ITALIAN);
        }
    }
}
