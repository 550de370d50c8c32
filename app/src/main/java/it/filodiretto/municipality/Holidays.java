// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.municipality;

import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayCalendar;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.time.Year;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Italy's public holidays, as the library Jollyday knows them (since 2026 with 4 October). */
public final class Holidays {

    private static final HolidayManager ITALY = HolidayManager.getInstance(ManagerParameters.create(HolidayCalendar.ITALY));
    private static final ConcurrentHashMap<Integer, Map<LocalDate, String>> BY_YEAR = new ConcurrentHashMap<>();

    private Holidays() {}

    public static boolean isPublic(LocalDate day) {
        return in(day.getYear()).containsKey(day);
    }

    /** «Natale». */
    public static String name(LocalDate day) {
        return ITALY.getHolidays(Year.of(day.getYear())).stream().filter(it -> it.getDate().equals(day))
            .map(it -> it.getDescription(Locale.ITALIAN)).collect(Collectors.joining(", "));
    }

    /** Easter Sunday. */
    static LocalDate easter(int year) {
        return in(year).entrySet().stream().filter(it -> it.getValue().endsWith("EASTER")).findFirst().orElseThrow().getKey();
    }

    private static Map<LocalDate, String> in(int year) {
        return BY_YEAR.computeIfAbsent(year, it -> ITALY.getHolidays(Year.of(it)).stream()
            .collect(Collectors.toUnmodifiableMap(Holiday::getDate, Holiday::getPropertiesKey, (one, other) -> one + " " + other)));
    }
}
