// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.opening;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The hours of an ordinary week: one, several or no spans a day.
 *
 * @param week spans of a day in order; a day that is absent is closed
 * @param from the first day on which it holds, or null: since ever
 * @param until the last day on which it holds, or null: for good
 */
public record WeeklyTimetable(Map<DayOfWeek, List<TimeSpan>> week, @Nullable LocalDate from, @Nullable LocalDate until) {

    public WeeklyTimetable {
        var sorted = new EnumMap<DayOfWeek, List<TimeSpan>>(DayOfWeek.class);
        week.forEach((day, spans) -> sorted.put(day, spans.stream().sorted(Comparator.comparingInt(TimeSpan::from)).toList()));
        week = Map.copyOf(sorted);
    }

    /** This timetable with the spans of the other as well. */
    WeeklyTimetable with(WeeklyTimetable other) {
        var both = new EnumMap<DayOfWeek, List<TimeSpan>>(DayOfWeek.class);
        Stream.of(week, other.week).forEach(it -> it.forEach((day, spans) -> both.merge(day, spans, (one, more) -> Stream.concat(one.stream(), more.stream()).toList())));
        return new WeeklyTimetable(both, from, until);
    }

    List<TimeSpan> on(LocalDate day) {
        return beginsAfter(day) || until != null && day.isAfter(until) ? List.of() : week.getOrDefault(day.getDayOfWeek(), List.of());
    }

    boolean beginsAfter(LocalDate day) {
        return from != null && day.isBefore(from);
    }
}
