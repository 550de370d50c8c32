// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.site;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.opening.DayHours;
import it.filodiretto.opening.UnusualDay;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class ClosedDayTest {

    private static final LocalDate THURSDAY = LocalDate.of(2026, 11, 26);

    @Test
    void aDayOfOtherHoursIsOverWithTheLastOfThemAndAClosedDayAtItsEnd() {
        var some = day(new DayHours(DayOfWeek.THURSDAY, "9:00", "11:00"), new DayHours(DayOfWeek.THURSDAY, "15:00", "18:00"));
        assertThat(some.isOver(THURSDAY.atTime(17, 59))).isFalse();
        assertThat(some.isOver(THURSDAY.atTime(18, 0))).isTrue();
        assertThat(some.isOver(THURSDAY.minusDays(1).atTime(20, 0))).isFalse();
        assertThat(day().isOver(THURSDAY.atTime(23, 59))).isFalse();
    }

    private static ClosedDay day(DayHours... hours) {
        return new ClosedDay(new UnusualDay(THURSDAY, List.of(hours), "Assemblea"), List.of());
    }
}
