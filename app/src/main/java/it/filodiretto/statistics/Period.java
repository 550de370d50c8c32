// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.statistics;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From a day to another, both counted. */
record Period(LocalDate first, LocalDate last) {

    private static final int MONTHS = 12;
    private static final LocalDate EARLIEST = LocalDate.of(2020, 1, 1);
    private static final int MOST_MONTHS = 120;

    /** What cannot be read is left out: then it is the last twelve months. @param from {@code 2026-10-05} */
    static Period of(String from, String until, LocalDate today) {
        var last = day(until);
        var to = last == null || last.isAfter(today) ? today : last;
        var begin = day(from);
        var usual = YearMonth.from(to).minusMonths(MONTHS - 1).atDay(1);
        var first = begin == null || begin.isAfter(to) ? usual : begin;
        var bound = YearMonth.from(to).minusMonths(MOST_MONTHS - 1).atDay(1);
        return new Period(Stream.of(first, EARLIEST, bound).max(LocalDate::compareTo).orElseThrow(), to);
    }

    private static @Nullable LocalDate day(String typed) {
        try {
            return typed.isBlank() ? null : LocalDate.parse(typed.strip());
        } catch (DateTimeParseException _) {
            return null;
        }
    }

    /** Oldest first. */
    List<YearMonth> months() {
        return Stream.iterate(YearMonth.from(first), it -> !it.isAfter(YearMonth.from(last)), it -> it.plusMonths(1)).toList();
    }

    String query() {
        return "?dal=" + first + "&al=" + last;
    }
}
