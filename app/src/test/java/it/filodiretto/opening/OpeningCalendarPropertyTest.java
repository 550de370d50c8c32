// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.opening;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.municipality.PatronDay;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.NullMarked;

/**
 * Whatever the timetable, the wall clock decides: compared minute by minute with a plain look at the clock, around
 * Rome's four changes of the clock from 2025 to 2027, and where clocks change by half an hour (Lord Howe) or at midnight (Havana).
 */
@NullMarked
@Label("PI-03 opening hours across the changes of the clock")
class OpeningCalendarPropertyTest {

    private static final int TRIES = 500;
    private static final List<Instant> CHANGES = List.of(Instant.parse("2025-10-26T01:00:00Z"), Instant.parse("2026-03-29T01:00:00Z"),
        Instant.parse("2026-10-25T01:00:00Z"), Instant.parse("2027-03-28T01:00:00Z"),
        Instant.parse("2026-04-04T15:00:00Z"), Instant.parse("2026-10-03T15:30:00Z"), Instant.parse("2026-03-08T05:00:00Z"), Instant.parse("2026-11-01T05:00:00Z"));
    private static final List<ZoneId> ZONES = List.of(ZoneId.of("Europe/Rome"), ZoneId.of("Europe/Rome"), ZoneId.of("Europe/Rome"),
        ZoneId.of("Australia/Lord_Howe"), ZoneId.of("America/Havana"));

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void openIsWhatTheWallClockSays(@ForAll("calendars") OpeningCalendar calendar, @ForAll("times") Instant time) {
        assertThat(calendar.at(time).open()).isEqualTo(shows(calendar, time));
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void opensAtIsTheFirstOpenMoment(@ForAll("calendars") OpeningCalendar calendar, @ForAll("times") Instant time) {
        var state = calendar.at(time);
        if (!state.open() && state.opensAt() != null) {
            var opens = state.opensAt().toInstant();
            assertThat(shows(calendar, opens)).isTrue();
            assertThat(minutes(time, opens)).noneMatch(it -> shows(calendar, it));
        }
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void closesAtIsTheFirstClosedMoment(@ForAll("calendars") OpeningCalendar calendar, @ForAll("times") Instant time) {
        var state = calendar.at(time);
        if (state.open() && state.closesAt() != null) {
            var closes = state.closesAt().toInstant();
            assertThat(shows(calendar, closes)).isFalse();
            assertThat(minutes(time, closes)).allMatch(it -> shows(calendar, it));
        }
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void openingTimeIsTheSumOfItsMinutes(@ForAll("calendars") OpeningCalendar calendar, @ForAll("times") Instant one, @ForAll("times") Instant other) {
        var from = one.truncatedTo(ChronoUnit.MINUTES);
        var to = other.truncatedTo(ChronoUnit.MINUTES);
        if (!to.isBefore(from) && Duration.between(from, to).toDays() < 4) {
            var open = minutes(from, to).stream().filter(it -> shows(calendar, it)).count();
            assertThat(calendar.openingTimeBetween(from, to)).isEqualTo(Duration.ofMinutes(open));
        }
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void openingTimeIsAdditive(@ForAll("calendars") OpeningCalendar calendar, @ForAll("times") Instant a, @ForAll("times") Instant b, @ForAll("times") Instant c) {
        assertThat(calendar.openingTimeBetween(a, b).plus(calendar.openingTimeBetween(b, c))).isEqualTo(calendar.openingTimeBetween(a, c));
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void manyWaitsCountedAtOnceAreAsLongAsEachByItself(@ForAll("calendars") OpeningCalendar calendar, @ForAll("times") Instant to,
            @ForAll @Size(max = 6) List<@From("times") Instant> froms) {
        var counted = calendar.openingTimeUntil(to);
        assertThat(froms).allSatisfy(it -> assertThat(counted.apply(it)).isEqualTo(calendar.openingTimeBetween(it, to)));
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void whatIsDueAfterSomeOpeningTimeIsDueThen(@ForAll("calendars") OpeningCalendar calendar, @ForAll("times") Instant time, @ForAll("waits") Duration wait) {
        calendar.after(time, wait).ifPresent(due -> {
            assertThat(calendar.openingTimeBetween(time, due)).isEqualTo(wait);
            assertThat(calendar.openingTimeBetween(time, due.minusSeconds(1))).isLessThan(wait.isZero() ? Duration.ofSeconds(1) : wait);
        });
    }

    @Provide
    Arbitrary<OpeningCalendar> calendars() {
        var weeks = Arbitraries.maps(Arbitraries.of(DayOfWeek.class), days()).ofMaxSize(7);
        return Combinators.combine(weeks, Arbitraries.of(ZONES)).as((week, zone) -> new OpeningCalendar(zone,
            new WeeklyTimetable(new EnumMap<>(withAll(week)), null, null), new PatronDay.Fixed("San Jacopo", MonthDay.of(7, 25)), List.of()));
    }

    /** Boundaries of a day, several of them in the hours in which clocks change, paired into spans. */
    private static Arbitrary<List<TimeSpan>> days() {
        var minutes = Arbitraries.oneOf(Arbitraries.integers().between(0, 48).map(it -> it * 5), Arbitraries.integers().between(0, TimeSpan.MIDNIGHT));
        return minutes.set().ofMinSize(2).ofMaxSize(6).map(chosen -> {
            var sorted = chosen.stream().sorted().toList();
            var spans = new ArrayList<TimeSpan>();
            for (int i = 0; i + 1 < sorted.size(); i += 2) {
                spans.add(new TimeSpan(sorted.get(i), sorted.get(i + 1)));
            }
            return List.copyOf(spans);
        });
    }

    @Provide
    Arbitrary<Instant> times() {
        var seconds = Arbitraries.oneOf(Arbitraries.integers().between(-4 * 3600, 4 * 3600), Arbitraries.integers().between(-4 * 86400, 4 * 86400));
        return Combinators.combine(Arbitraries.of(CHANGES), seconds).as(Instant::plusSeconds);
    }

    @Provide
    Arbitrary<Duration> waits() {
        return Arbitraries.integers().between(0, 3 * 86400).map(Duration::ofSeconds);
    }

    private static Map<DayOfWeek, List<TimeSpan>> withAll(Map<DayOfWeek, List<TimeSpan>> week) {
        var all = new EnumMap<DayOfWeek, List<TimeSpan>>(DayOfWeek.class);
        all.putAll(week);
        return all.isEmpty() ? new EnumMap<>(Map.of(DayOfWeek.SUNDAY, List.of(new TimeSpan(150, 170)))) : all;
    }

    private static boolean shows(OpeningCalendar calendar, Instant time) {
        var wall = LocalDateTime.ofInstant(time, calendar.zone());
        int minute = wall.getHour() * 60 + wall.getMinute();
        return calendar.on(wall.toLocalDate()).stream().anyMatch(it -> it.from() <= minute && minute < it.until());
    }

    /** The moments of every minute from the first up to, not including, the last; at most four days of them. */
    private static List<Instant> minutes(Instant from, Instant to) {
        var found = new ArrayList<Instant>();
        for (var it = from; it.isBefore(to) && found.size() < 4 * 1440; it = it.plusSeconds(60)) {
            found.add(it);
        }
        return found;
    }
}
