// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.opening;

import it.filodiretto.municipality.Holidays;
import it.filodiretto.municipality.PatronDay;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * When something is open: the week's hours less public holidays, the patron's day and extraordinary closures.
 *
 * <p>The wall clock of the town decides. Hours that the clock skips in March do not exist; hours that it shows twice in
 * October are open twice.
 *
 * @param closures those that concern this timetable
 */
record OpeningCalendar(ZoneId zone, WeeklyTimetable timetable, PatronDay patron, List<Closure> closures) {

    /** How far an opening is looked for. */
    static final Duration HORIZON = Duration.ofDays(366);

    /** A stretch of time that is open throughout; at {@code until} it is closed. */
    record Stretch(Instant from, Instant until) {}

    OpeningCalendar {
        closures = List.copyOf(closures);
    }

    /** The open spans of a day, in order. */
    List<TimeSpan> on(LocalDate day) {
        if (isHoliday(day)) {
            return List.of();
        }
        var open = timetable.on(day);
        for (var closure : closures) {
            open = closure.leaves(open, day);
        }
        return open;
    }

    /** Of the extraordinary closure on that day; empty if there is none, or a holiday closes it anyway. */
    String reason(LocalDate day) {
        return isHoliday(day) ? "" : closure(day).orElse("");
    }

    /** The holiday or closure that makes this day another than its weekday; null: an ordinary day. */
    @Nullable String why(LocalDate day) {
        if (Holidays.isPublic(day)) {
            return Holidays.name(day);
        }
        return isHoliday(day) ? patron.name() : closure(day).orElse(null);
    }

    private boolean isHoliday(LocalDate day) {
        return Holidays.isPublic(day) || patron.in(day.getYear()).equals(day);
    }

    private Optional<String> closure(LocalDate day) {
        return closures.stream().filter(it -> !day.isBefore(it.from()) && !day.isAfter(it.until())).map(Closure::reason).findFirst();
    }

    OpenState at(Instant now) {
        return OpeningWords.state(this, now);
    }

    /** The stretch that is open at {@code time}, else the first one after it; empty if a year has none. */
    Optional<Stretch> openFrom(Instant time) {
        Stretch found = null;
        var horizon = time.plus(HORIZON);
        for (var day = dayOf(time).minusDays(1); !day.isAfter(dayOf(horizon)); day = day.plusDays(1)) {
            for (var stretch : stretches(day)) {
                if (found == null) {
                    found = stretch.until.isAfter(time) ? stretch : null;
                } else if (stretch.from.equals(found.until)) {
                    found = new Stretch(found.from, stretch.until);
                } else {
                    return Optional.of(found);
                }
            }
        }
        return Optional.ofNullable(found);
    }

    /** The time between the two that was open; negative if {@code to} is before {@code from}. */
    Duration openingTimeBetween(Instant from, Instant to) {
        if (to.isBefore(from)) {
            return openingTimeBetween(to, from).negated();
        }
        var sum = Duration.ZERO;
        for (var day = dayOf(from).minusDays(1); !day.isAfter(dayOf(to).plusDays(1)); day = day.plusDays(1)) {
            sum = sum.plus(open(day, from, to));
        }
        return sum;
    }

    /**
     * As {@link #openingTimeBetween}, for many that begin at different moments: each day is looked at one time, however many waits
     * it is part of. Not for several threads.
     */
    Function<Instant, Duration> openingTimeUntil(Instant to) {
        var sums = new ArrayList<>(List.of(Duration.ZERO));   // of the days from so many before the last on, the last being the day after «to»
        var last = dayOf(to).plusDays(1);
        return from -> {
            var whole = dayOf(from).plusDays(2);   // its hours and those of later days begin after «from»
            if (whole.isAfter(last)) {
                return openingTimeBetween(from, to);
            }
            int days = (int) ChronoUnit.DAYS.between(whole, last) + 1;
            while (sums.size() <= days) {
                sums.add(sums.getLast().plus(open(last.minusDays(sums.size() - 1), from, to)));
            }
            var sum = sums.get(days);
            for (var day = whole.minusDays(3); day.isBefore(whole); day = day.plusDays(1)) {
                sum = sum.plus(open(day, from, to));
            }
            return sum;
        };
    }

    /** How much of that day's hours lies between the two. */
    private Duration open(LocalDate day, Instant from, Instant to) {
        var sum = Duration.ZERO;
        for (var stretch : stretches(day)) {
            var begin = later(stretch.from, from);
            var end = earlier(stretch.until, to);
            sum = begin.isBefore(end) ? sum.plus(Duration.between(begin, end)) : sum;
        }
        return sum;
    }

    /** The first moment at which so much opening time has passed; empty if a year of closure comes before. */
    Optional<Instant> after(Instant from, Duration openingTime) {
        var left = openingTime;
        var at = from;
        while (left.isPositive()) {
            var open = openFrom(at);
            if (open.isEmpty()) {
                return Optional.empty();
            }
            var begin = later(open.get().from, at);
            var stretch = Duration.between(begin, open.get().until);
            if (stretch.compareTo(left) >= 0) {
                return Optional.of(begin.plus(left));
            }
            left = left.minus(stretch);
            at = open.get().until;
        }
        return Optional.of(at);
    }

    LocalDate dayOf(Instant time) {
        return LocalDate.ofInstant(time, zone);
    }

    private List<Stretch> stretches(LocalDate day) {
        var found = new ArrayList<Stretch>();
        for (var span : on(day)) {
            addStretches(day, span, found);
        }
        found.sort(Comparator.comparing(Stretch::from));
        return found;
    }

    /** Looks at each run of hours with one offset apart, so that a change of the clock cuts or doubles the span as the wall clock does. */
    private void addStretches(LocalDate day, TimeSpan span, List<Stretch> found) {
        var rules = zone.getRules();
        var end = day.plusDays(2).atStartOfDay().toInstant(ZoneOffset.UTC);
        var runFrom = day.minusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
        while (runFrom.isBefore(end)) {
            var change = rules.nextTransition(runFrom);
            var runUntil = change == null ? end : earlier(change.getInstant(), end);
            var offset = rules.getOffset(runFrom);
            var from = later(moment(day, span.from(), offset), runFrom);
            var until = earlier(moment(day, span.until(), offset), runUntil);
            if (from.isBefore(until)) {
                found.add(new Stretch(from, until));
            }
            runFrom = runUntil;
        }
    }

    private static Instant moment(LocalDate day, int minute, ZoneOffset offset) {
        return day.atTime(LocalTime.MIDNIGHT).plusMinutes(minute).toInstant(offset);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
