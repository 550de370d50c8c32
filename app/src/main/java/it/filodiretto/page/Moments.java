// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.page;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/** Days and hours in a language other than Italian, which has {@link Italian}; the hours are those of the town. */
final class Moments {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("H:mm");

    private Moments() {}

    static String date(ZonedDateTime there, String language) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL).withLocale(locale(language)).format(there);
    }

    /** «today at 9:00», «Monday 30 at 9:00», by the sentences {@code page.moment.…} of the language. */
    static String moment(Instant moment, Instant now, ZoneId zone, String language, Words words) {
        var there = moment.atZone(zone);
        var days = there.toLocalDate().toEpochDay() - now.atZone(zone).toLocalDate().toEpochDay();
        var clock = CLOCK.format(there);
        if (days >= -1 && days <= 1) {
            return words.in(language, days == 0 ? "page.moment.today" : days > 0 ? "page.moment.tomorrow" : "page.moment.yesterday", clock);
        }
        var pattern = Math.abs(days) > 6 ? "EEEE d MMMM uuuu" : "EEEE d";
        return words.in(language, "page.moment.day", DateTimeFormatter.ofPattern(pattern, locale(language)).format(there), clock);
    }

    static String day(LocalDate day, String language) {
        return DateTimeFormatter.ofPattern("EEEE d MMMM", locale(language)).format(day);
    }

    /** English as Europe writes it: the day before the month. */
    static Locale locale(String language) {
        return language.equals("en") ? Locale.UK : Locale.of(language);
    }
}
