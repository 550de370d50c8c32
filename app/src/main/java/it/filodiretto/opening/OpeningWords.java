// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.opening;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Says in Italian whether something is open, and until or from when. */
final class OpeningWords {

    /** What is closed begins so, if it ever opens again. */
    static final String CLOSED = "Chiuso, ";
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("H:mm");
    private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("EEEE", Locale.ITALIAN);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM", Locale.ITALIAN);

    private OpeningWords() {}

    static OpenState state(OpeningCalendar calendar, Instant now) {
        var found = calendar.openFrom(now);
        if (found.isEmpty()) {
            return new OpenState(false, null, null, "Chiuso");
        }
        var today = calendar.dayOf(now);
        var opens = found.get().from().atZone(calendar.zone());
        if (found.get().from().isAfter(now)) {
            var verb = calendar.timetable().beginsAfter(today) ? "apre " : "riapre ";
            return new OpenState(false, null, opens, CLOSED + verb + moment(opens, today));
        }
        if (found.get().until().isAfter(now.plus(OpeningCalendar.HORIZON))) {
            return new OpenState(true, null, null, "Sempre aperto");
        }
        var closes = found.get().until().atZone(calendar.zone());
        var again = calendar.openFrom(found.get().until()).map(it -> it.from().atZone(calendar.zone())).orElse(null);
        return new OpenState(true, closes, again, "Aperto, chiude " + end(closes, today));
    }

    /** «oggi alle 15:00», «domani alle 8:30», «lunedì 30 alle 9:00», later also the month, in another year also the year. */
    static String moment(ZonedDateTime time, LocalDate today) {
        return day(time.toLocalDate(), today) + " " + clock(time.toLocalTime());
    }

    private static String end(ZonedDateTime closes, LocalDate today) {
        if (closes.toLocalTime().equals(LocalTime.MIDNIGHT)) {
            var lastDay = closes.toLocalDate().minusDays(1);
            return (lastDay.equals(today) ? "" : day(lastDay, today) + " ") + "a mezzanotte";
        }
        return closes.toLocalDate().equals(today) ? clock(closes.toLocalTime()) : moment(closes, today);
    }

    private static String day(LocalDate day, LocalDate today) {
        var days = ChronoUnit.DAYS.between(today, day);
        if (days < 2) {
            return days == 0 ? "oggi" : "domani";
        }
        var number = day.getDayOfMonth() == 1 ? "1°" : "" + day.getDayOfMonth();
        var month = days < 7 ? "" : " " + MONTH.format(day);
        var year = days < 7 || day.getYear() == today.getYear() ? "" : " " + day.getYear();
        return WEEKDAY.format(day) + " " + number + month + year;
    }

    private static String clock(LocalTime time) {
        return (time.getHour() == 1 ? "all’" : "alle ") + CLOCK.format(time);
    }
}
