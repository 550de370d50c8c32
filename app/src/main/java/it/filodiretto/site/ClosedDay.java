// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.site;

import it.filodiretto.opening.UnusualDay;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A day on which something is closed by way of exception, wholly or for some hours.
 *
 * @param names of what it concerns; empty: all that would be open on that day
 */
record ClosedDay(UnusualDay unusual, List<String> names) {

    /** One set of hours, and whose they are. @param open the weekdays on which it has any */
    record Hours(List<String> names, Set<DayOfWeek> open, List<UnusualDay> unusual) {}

    /** In their order; what is the same for several stands there once. */
    static List<ClosedDay> of(List<Hours> all) {
        Map<UnusualDay, List<Hours>> found = new LinkedHashMap<>();
        all.forEach(hours -> hours.unusual.forEach(it -> found.computeIfAbsent(it, _ -> new ArrayList<>()).add(hours)));
        return found.entrySet().stream().map(it -> new ClosedDay(it.getKey(), names(it.getKey(), it.getValue(), all)))
            .sorted(Comparator.comparing(it -> it.unusual.day())).toList();
    }

    private static List<String> names(UnusualDay day, List<Hours> concerned, List<Hours> all) {
        var isAll = all.stream().filter(it -> it.open.contains(day.day().getDayOfWeek())).allMatch(concerned::contains);
        return isAll ? List.of() : concerned.stream().flatMap(it -> it.names.stream()).distinct().toList();
    }

    /** Nothing opens any more on that day; who is closed all day is so until its end. */
    boolean isOver(LocalDateTime now) {
        return !unusual.hours().isEmpty() && unusual.day().equals(now.toLocalDate())
            && unusual.hours().stream().allMatch(it -> minute(it.closes()) <= now.get(ChronoField.MINUTE_OF_DAY));
    }

    private static int minute(String clock) {
        var parts = clock.split(":");
        return 60 * Integer.parseInt(parts[0]) + Integer.parseInt(parts[1]);
    }

    /** «9:00–11:00, 15:00–17:00»; empty: closed. */
    String hours() {
        return unusual.hours().stream().map(it -> it.opens() + "–" + it.closes()).collect(Collectors.joining(", "));
    }
}
