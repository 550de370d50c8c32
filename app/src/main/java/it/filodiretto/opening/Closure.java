// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.opening;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An extraordinary closure.
 *
 * @param from the first day
 * @param until the last day, the same for one day
 * @param hours the part of each of these days that is closed; empty: the whole day
 * @param timetable the timetable it concerns, or null: all of the municipality's
 */
public record Closure(LocalDate from, LocalDate until, List<TimeSpan> hours, String reason, @Nullable String timetable) {

    public Closure {
        if (until.isBefore(from)) {
            throw new IllegalArgumentException("A closure ends before it begins: " + from + " to " + until);
        }
        hours = List.copyOf(hours);
    }

    /** This closure with the hours of the other as well. */
    Closure with(Closure other) {
        return new Closure(from, until, Stream.concat(hours.stream(), other.hours.stream()).toList(), reason, timetable);
    }

    boolean concerns(String timetableCode) {
        return timetable == null || timetable.equals(timetableCode);
    }

    /** What remains open of the spans on that day. */
    List<TimeSpan> leaves(List<TimeSpan> open, LocalDate day) {
        if (day.isBefore(from) || day.isAfter(until)) {
            return open;
        }
        var left = hours.isEmpty() ? List.<TimeSpan>of() : open;
        for (var closed : hours) {
            left = left.stream().flatMap(it -> it.without(closed).stream()).toList();
        }
        return left;
    }
}
