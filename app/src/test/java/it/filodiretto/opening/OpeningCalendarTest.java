// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.opening;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.municipality.Holidays;
import it.filodiretto.municipality.PatronDay;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Open, closed, and the words for it, on the days that the documents speak of. */
@NullMarked
class OpeningCalendarTest {

    private static final ZoneId ROME = ZoneId.of("Europe/Rome");
    private static final PatronDay SAN_JACOPO = new PatronDay.Fixed("San Jacopo", MonthDay.of(7, 25));
    private static final OpeningCalendar DESK = calendar(week("9-13", "9-13 15-18", "9-13", "9-13", "9-13", "9-13", ""));
    private static final OpeningCalendar AREZZO = calendar(week("8:30-13", "8:30-13", "8:30-13", "8:30-13", "8:30-13", "", ""));

    @ParameterizedTest(name = "PI-03 {0}: {1}")
    @DisplayName("PI-03 the desk has split hours, in the weeks of both changes of the clock too")
    @CsvSource({
        "2026-11-24T14:00, Chiuso, 'Chiuso, riapre oggi alle 15:00'",
        "2026-11-24T15:00, Aperto, 'Aperto, chiude alle 18:00'",
        "2026-11-28T12:59, Aperto, 'Aperto, chiude alle 13:00'",
        "2026-11-29T10:00, Chiuso, 'Chiuso, riapre domani alle 9:00'",
        "2026-10-24T12:59, Aperto, 'Aperto, chiude alle 13:00'",
        "2026-10-25T10:00, Chiuso, 'Chiuso, riapre domani alle 9:00'",
        "2026-10-26T09:00, Aperto, 'Aperto, chiude alle 13:00'",
        "2026-10-27T14:00, Chiuso, 'Chiuso, riapre oggi alle 15:00'",
        "2026-10-27T15:00, Aperto, 'Aperto, chiude alle 18:00'",
        "2026-03-28T12:59, Aperto, 'Aperto, chiude alle 13:00'",
        "2026-03-29T10:00, Chiuso, 'Chiuso, riapre domani alle 9:00'",
        "2026-03-31T14:00, Chiuso, 'Chiuso, riapre oggi alle 15:00'",
        "2026-03-31T15:00, Aperto, 'Aperto, chiude alle 18:00'"})
    void deskHoursAreSplit(LocalDateTime time, String word, String words) {
        assertThat(DESK.at(rome(time))).satisfies(state -> {
            assertThat(state.open()).isEqualTo(word.equals("Aperto"));
            assertThat(state.words()).isEqualTo(words);
        });
    }

    @ParameterizedTest(name = "AR-12 {0}: {1}")
    @DisplayName("AR-12 half hours are boundaries, and 13:00:00 is closed")
    @CsvSource({
        "2026-11-24T08:29:59, 'Chiuso, riapre oggi alle 8:30'",
        "2026-11-24T08:30:00, 'Aperto, chiude alle 13:00'",
        "2026-11-24T12:59:59, 'Aperto, chiude alle 13:00'",
        "2026-11-24T13:00:00, 'Chiuso, riapre domani alle 8:30'",
        "2026-11-27T13:00:00, 'Chiuso, riapre lunedì 30 alle 8:30'"})
    void halfHoursAreBoundaries(LocalDateTime time, String words) {
        assertThat(AREZZO.at(rome(time)).words()).isEqualTo(words);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "2026-12-23T13:00, 'Chiuso, riapre domani alle 8:30'",
        "2026-12-24T14:00, 'Chiuso, riapre lunedì 28 alle 8:30'",
        "2026-12-31T14:00, 'Chiuso, riapre lunedì 4 alle 8:30'",
        "2026-04-03T14:00, 'Chiuso, riapre martedì 7 alle 8:30'",
        "2026-04-30T14:00, 'Chiuso, riapre lunedì 4 alle 8:30'",
        "2026-10-02T14:00, 'Chiuso, riapre lunedì 5 alle 8:30'"})
    @DisplayName("public holidays are closed: Christmas, New Year, Easter Monday, 1 May")
    void publicHolidaysAreClosed(LocalDateTime time, String words) {
        assertThat(AREZZO.at(rome(time)).words()).isEqualTo(words);
    }

    @Test
    void sanFrancescoIsAHolidayAgainSince2026() {
        assertThat(Holidays.isPublic(LocalDate.of(2025, 10, 4))).isFalse();
        assertThat(Holidays.isPublic(LocalDate.of(2026, 10, 4))).isTrue();
    }

    @Test
    void thePatronsDayIsClosed() {
        assertThat(DESK.at(rome("2026-07-25T10:00")).words()).isEqualTo("Chiuso, riapre lunedì 27 alle 9:00");
    }

    @Test
    void whitMondayFollowsEaster() {
        var bientina = new OpeningCalendar(ROME, AREZZO.timetable(), new PatronDay.FromEaster("Lunedì di Pentecoste", 50), List.of());
        assertThat(bientina.at(rome("2026-05-25T10:00")).words()).isEqualTo("Chiuso, riapre domani alle 8:30");
        assertThat(bientina.at(rome("2027-05-17T10:00")).open()).isFalse();
        assertThat(bientina.at(rome("2027-05-25T10:00")).open()).isTrue();
    }

    @Test
    void aClosureTakesAwayHoursOrWholeDays() {
        var wednesday = LocalDate.of(2026, 11, 25);
        var assembly = new Closure(wednesday, wednesday, List.of(span("11-12")), "Assemblea", null);
        var moving = new Closure(wednesday.plusDays(1), wednesday.plusDays(2), List.of(), "Trasloco", null);
        var closed = new OpeningCalendar(ROME, DESK.timetable(), SAN_JACOPO, List.of(assembly, moving));
        assertThat(closed.at(rome("2026-11-25T10:00")).words()).isEqualTo("Aperto, chiude alle 11:00");
        assertThat(closed.at(rome("2026-11-25T11:30")).words()).isEqualTo("Chiuso, riapre oggi alle 12:00");
        assertThat(closed.at(rome("2026-11-25T13:00")).words()).isEqualTo("Chiuso, riapre sabato 28 alle 9:00");
    }

    @Test
    void aTimetableHoldsFromItsFirstToItsLastDay() {
        var trial = new OpeningCalendar(ROME, new WeeklyTimetable(AREZZO.timetable().week(), LocalDate.of(2022, 12, 15), LocalDate.of(2022, 12, 30)), SAN_JACOPO, List.of());
        assertThat(trial.at(rome("2022-12-14T10:00")).words()).isEqualTo("Chiuso, apre domani alle 8:30");
        assertThat(trial.at(rome("2022-11-14T10:00")).words()).isEqualTo("Chiuso, apre giovedì 15 dicembre alle 8:30");
        assertThat(trial.at(rome("2022-12-15T10:00")).open()).isTrue();
        assertThat(trial.at(rome("2022-12-30T13:00")).words()).isEqualTo("Chiuso");
    }

    @Test
    void aFarOpeningIsSaidWithItsMonthAndYear() {
        var closed = new Closure(LocalDate.of(2026, 12, 1), LocalDate.of(2027, 1, 31), List.of(), "Lavori", null);
        var desk = new OpeningCalendar(ROME, DESK.timetable(), SAN_JACOPO, List.of(closed));
        assertThat(desk.at(rome("2026-12-15T10:00")).words()).isEqualTo("Chiuso, riapre lunedì 1° febbraio 2027 alle 9:00");
    }

    @Test
    void midnightAndOneOClockHaveTheirWords() {
        var late = calendar(week("1-2 20-24", "", "", "", "", "", ""));
        assertThat(late.at(rome("2026-11-30T00:30")).words()).isEqualTo("Chiuso, riapre oggi all’1:00");
        assertThat(late.at(rome("2026-11-30T23:30")).words()).isEqualTo("Aperto, chiude a mezzanotte");
    }

    @Test
    void whatNeverClosesSaysSo() {
        var spans = new EnumMap<DayOfWeek, List<TimeSpan>>(DayOfWeek.class);
        for (var day : DayOfWeek.values()) {
            spans.put(day, List.of(span("0-24")));
        }
        var nights = calendar(spans);
        assertThat(nights.at(rome("2026-11-28T23:59")).words()).isEqualTo("Aperto, chiude lunedì 7 dicembre a mezzanotte");
        assertThat(OpenState.ALWAYS.words()).isEqualTo("Sempre");
    }

    @Test
    void anOpenDeskTellsWhenItOpensNext() {
        var state = DESK.at(rome("2026-11-24T10:00"));
        assertThat(state.closesAt()).isEqualTo(LocalDateTime.parse("2026-11-24T13:00").atZone(ROME));
        assertThat(state.opensAt()).isEqualTo(LocalDateTime.parse("2026-11-24T15:00").atZone(ROME));
    }

    @Test
    void aClosedDeskTellsInASentenceWhenItOpens() {
        assertThat(DESK.at(rome("2026-11-24T14:00")).opensInWords()).isEqualTo("Riapre oggi alle 15:00");
        assertThat(AREZZO.at(rome("2026-11-27T14:00")).opensInWords()).isEqualTo("Riapre lunedì 30 alle 8:30");
        assertThat(calendar(Map.of()).at(rome("2026-11-27T14:00")).opensInWords()).isEqualTo("Non sappiamo ancora quando riapre");
    }

    @Test
    void waitingSkipsTheNight() {
        var friday = rome("2026-11-27T12:50");
        assertThat(AREZZO.openingTimeBetween(friday, rome("2026-11-30T08:40"))).isEqualTo(Duration.ofMinutes(20));
        assertThat(AREZZO.after(friday, Duration.ofMinutes(15))).hasValue(rome("2026-11-30T08:35"));
        assertThat(AREZZO.after(friday, Duration.ofMinutes(10))).hasValue(rome("2026-11-27T13:00"));
    }

    @Test
    void whatNeverOpensIsNeverDue() {
        var never = calendar(Map.of());
        assertThat(never.at(rome("2026-11-27T12:50"))).isEqualTo(new OpenState(false, null, null, "Chiuso"));
        assertThat(never.after(rome("2026-11-27T12:50"), Duration.ofMinutes(1))).isEmpty();
    }

    private static OpeningCalendar calendar(Map<DayOfWeek, List<TimeSpan>> week) {
        return new OpeningCalendar(ROME, new WeeklyTimetable(week, null, null), SAN_JACOPO, List.of());
    }

    private static Map<DayOfWeek, List<TimeSpan>> week(String... days) {
        var week = new EnumMap<DayOfWeek, List<TimeSpan>>(DayOfWeek.class);
        for (int day = 0; day < days.length; day++) {
            if (!days[day].isEmpty()) {
                week.put(DayOfWeek.of(day + 1), List.of(days[day].split(" ")).stream().map(OpeningCalendarTest::span).toList());
            }
        }
        return week;
    }

    private static TimeSpan span(String typed) {
        return TimeSpan.parse(typed).orElseThrow();
    }

    private static Instant rome(String time) {
        return rome(LocalDateTime.parse(time));
    }

    private static Instant rome(LocalDateTime time) {
        return time.atZone(ROME).toInstant();
    }
}
