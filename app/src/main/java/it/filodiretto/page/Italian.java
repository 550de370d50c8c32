// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.page;

import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and moments as people in Italy write them: {@code 1.486}, «lunedì 30 alle 9:00», «1 h 18 min». */
public final class Italian {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("H:mm", Locale.ITALIAN);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE d", Locale.ITALIAN);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEEE d MMMM uuuu", Locale.ITALIAN);
    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ITALIAN);

    private Italian() {}

    /** {@code 1.486} */
    public static String number(long number) {
        return NumberFormat.getIntegerInstance(Locale.ITALIAN).format(number);
    }

    /** {@code 9:00} */
    public static String clock(Instant moment, ZoneId zone) {
        return CLOCK.format(moment.atZone(zone));
    }

    /** {@code lunedì 30} */
    public static String day(Instant moment, ZoneId zone) {
        return DAY.format(moment.atZone(zone));
    }

    /** {@code martedì 24 novembre 2026} */
    public static String date(Instant moment, ZoneId zone) {
        return DATE.format(moment.atZone(zone));
    }

    /** {@code 24 nov 2026} */
    public static String shortDate(Instant moment, ZoneId zone) {
        return SHORT.format(moment.atZone(zone));
    }

    /** «alle 9:00» today, «domani alle 9:00», else «lunedì 30 alle 9:00», with the date when it is more than three weeks away. */
    public static String moment(Instant moment, Instant now, ZoneId zone) {
        var there = moment.atZone(zone);
        var days = there.toLocalDate().toEpochDay() - now.atZone(zone).toLocalDate().toEpochDay();
        var at = (there.getHour() == 1 ? "all’" : "alle ") + CLOCK.format(there);
        if (days == 0) {
            return at;
        }
        if (Math.abs(days) == 1) {
            return (days > 0 ? "domani " : "ieri ") + at;
        }
        return (Math.abs(days) > 21 ? SHORT : DAY).format(there) + " " + at;
    }

    /** {@code 40 secondi}, {@code 18 min}, {@code 1 h 18 min}, {@code 3 giorni} */
    public static String duration(Duration length) {
        if (length.toSeconds() < 60) {
            return length.toSeconds() == 1 ? "1 secondo" : length.toSeconds() + " secondi";
        }
        if (length.toHours() < 1) {
            return length.toMinutes() + " min";
        }
        if (length.toDays() >= 2) {
            return length.toDays() + " giorni";
        }
        return length.toHours() + " h" + (length.toMinutesPart() == 0 ? "" : " " + length.toMinutesPart() + " min");
    }
}
