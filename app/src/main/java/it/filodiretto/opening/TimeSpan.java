// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.opening;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Part of a day on the wall clock, half open: at {@code until} it is over.
 *
 * @param from minutes since midnight, 0 to 1439
 * @param until minutes since midnight, after {@code from} and at most 1440 (midnight)
 */
public record TimeSpan(int from, int until) {

    static final int MIDNIGHT = 24 * 60;

    private static final Pattern TYPED = Pattern.compile("(\\d{1,2})(?:[:.](\\d{2}))?\\s*[-–]\\s*(\\d{1,2})(?:[:.](\\d{2}))?");

    public TimeSpan {
        if (from < 0 || until > MIDNIGHT || from >= until) {
            throw new IllegalArgumentException("A time span lies in one day and ends after it begins: " + clock(from) + "-" + clock(until));
        }
    }

    /** Reads {@code 9:00-13:00}, {@code 8.30-13}, {@code 15–18}. Empty if it is none, or ends before it begins. */
    public static Optional<TimeSpan> parse(String typed) {
        var found = TYPED.matcher(typed.strip());
        if (!found.matches()) {
            return Optional.empty();
        }
        var from = minute(found.group(1), found.group(2));
        var until = minute(found.group(3), found.group(4));
        return from < until && until <= MIDNIGHT && from >= 0 ? Optional.of(new TimeSpan(from, until)) : Optional.empty();
    }

    public boolean overlaps(TimeSpan other) {
        return from < other.until && other.from < until;
    }

    /** What is left of this span when {@code taken} is taken away: nothing, one piece or two. */
    List<TimeSpan> without(TimeSpan taken) {
        if (!overlaps(taken)) {
            return List.of(this);
        }
        var left = new ArrayList<TimeSpan>(2);
        if (from < taken.from) {
            left.add(new TimeSpan(from, taken.from));
        }
        if (taken.until < until) {
            left.add(new TimeSpan(taken.until, until));
        }
        return left;
    }

    @Override
    public String toString() {
        return clock(from) + "-" + clock(until);
    }

    private static int minute(String hour, @Nullable String minute) {
        var minutes = minute == null ? 0 : Integer.parseInt(minute);
        return minutes > 59 ? -1 : Integer.parseInt(hour) * 60 + minutes;
    }

    /** {@code 9:00}; {@code 24:00} for midnight at the end */
    static String clock(int minute) {
        return "%d:%02d".formatted(minute / 60, minute % 60);
    }
}
