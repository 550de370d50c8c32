// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.opening;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * When the current municipality's offices and channels are open: the only place that knows, for pages, widget, messages,
 * waiting clocks and the API. Timetables are named by their code; null stands for «at any time».
 */
@Component
@Transactional(readOnly = true)
public class OpeningHours {

    private final Calendars calendars;
    private final Clock clock;

    OpeningHours(Calendars calendars, Clock clock) {
        this.calendars = calendars;
        this.clock = clock;
    }

    /** Whether the town has a timetable of this code. */
    public boolean has(String timetable) {
        return calendars.has(timetable);
    }

    /** Open now? By the clock of opening hours, which a setting can move. */
    public OpenState now(@Nullable String timetable) {
        return at(timetable, clock.instant());
    }

    /** @throws IllegalArgumentException if the town has no such timetable; so do the others */
    public OpenState at(@Nullable String timetable, Instant time) {
        return timetable == null ? OpenState.ALWAYS : calendars.of(timetable).at(time);
    }

    /** How much of the time between the two was open; negative if {@code to} is before {@code from}. What a waiting clock shows. */
    public Duration openingTimeBetween(@Nullable String timetable, Instant from, Instant to) {
        return timetable == null ? Duration.between(from, to) : calendars.of(timetable).openingTimeBetween(from, to);
    }

    /** As {@link #openingTimeBetween}, for many that all go on until then: timetable and days are looked at one time. For one thread. */
    public Function<Instant, Duration> counter(@Nullable String timetable, Instant to) {
        return timetable == null ? from -> Duration.between(from, to) : calendars.of(timetable).openingTimeUntil(to);
    }

    /** The first moment at which so much opening time has passed; empty if a year of closure comes before. When something is due. */
    public Optional<Instant> after(@Nullable String timetable, Instant from, Duration openingTime) {
        return timetable == null ? Optional.of(from.plus(openingTime)) : calendars.of(timetable).after(from, openingTime);
    }

    /** The ordinary week in one line: «lun–ven 9:00-13:00; sab 9:00-12:00». */
    public String weekInWords(String timetable) {
        return WeekWords.of(calendars.of(timetable).timetable());
    }

    /** The hours of an ordinary week from today on, in its order; empty: none, or at any time. */
    public List<DayHours> week(@Nullable String timetable) {
        if (timetable == null) {
            return List.of();
        }
        var calendar = calendars.of(timetable);
        var today = calendar.dayOf(clock.instant());
        return Arrays.stream(DayOfWeek.values()).flatMap(day -> hours(day, calendar.timetable().on(today.with(TemporalAdjusters.nextOrSame(day))))).toList();
    }

    private static Stream<DayHours> hours(DayOfWeek day, List<TimeSpan> spans) {
        return spans.stream().map(it -> new DayHours(day, TimeSpan.clock(it.from()), TimeSpan.clock(it.until())));
    }

    /** The days from today on whose hours are not those of the week: holidays and closures, also of some hours. */
    public List<UnusualDay> unusualDays(String timetable, int days) {
        var calendar = calendars.of(timetable);
        var today = calendar.dayOf(clock.instant());
        return today.datesUntil(today.plusDays(days)).filter(it -> !calendar.timetable().on(it).equals(calendar.on(it)))
            .map(it -> new UnusualDay(it, hours(it.getDayOfWeek(), calendar.on(it)).toList(), calendar.reason(it))).toList();
    }

    /** So many days from this one, as people will find them. */
    public List<OpeningDay> days(String timetable, LocalDate first, int count) {
        var calendar = calendars.of(timetable);
        return first.datesUntil(first.plusDays(count)).map(it -> new OpeningDay(it, calendar.on(it).stream().map(TimeSpan::toString).toList(), calendar.why(it))).toList();
    }

    /** Clerks change timetables or closures in this transaction. */
    public void change() {
        calendars.change();
    }
}
