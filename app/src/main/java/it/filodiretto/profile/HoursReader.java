// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.profile;

import it.filodiretto.municipality.Trial;
import it.filodiretto.opening.Closure;
import it.filodiretto.opening.NamedTimetable;
import it.filodiretto.opening.TimeSpan;
import it.filodiretto.opening.WeeklyTimetable;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads timetables and closures of a profile. */
final class HoursReader {

    private static final String DATE = "year-month-day, 2026-12-07";
    private static final String SPAN = "opening and closing time on the same day, \"8:30-13:00\"";

    private final Mistakes mistakes;
    private final Set<String> codes = new LinkedHashSet<>();

    HoursReader(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    List<NamedTimetable> timetables(Section root) {
        var sections = root.sections("timetables");
        var found = sections.stream().map(this::timetable).toList();
        Values.unique(root, "timetables", found.stream().map(NamedTimetable::code).toList());
        found.forEach(it -> codes.add(it.code()));
        return found;
    }

    List<Closure> closures(Section root) {
        return root.sections("closures").stream().map(this::closure).toList();
    }

    /** The code of a timetable that a channel or office names. */
    String timetable(Section section, boolean required) {
        if (!required && !section.has("timetable")) {
            return "";
        }
        return section.value("timetable", it -> Optional.of(it).filter(codes::contains), "is not among the timetables",
            String.join(", ", codes), "");
    }

    @Nullable Trial trial(Section section) {
        var trial = section.sectionOrNull("trial");
        if (trial == null) {
            return null;
        }
        var from = trial.value("from", HoursReader::date, "is no date", DATE, LocalDate.EPOCH);
        var until = until(trial, from);
        trial.end();
        return new Trial(from, until);
    }

    private NamedTimetable timetable(Section section) {
        var code = Values.code(section);
        var name = section.text("name");
        var from = section.valueOrNull("from", HoursReader::date, "is no date", DATE);
        var until = until(section, from);
        var week = week(section.section("week"));
        section.end();
        return new NamedTimetable(code, name, new WeeklyTimetable(week, from, until));
    }

    private Map<DayOfWeek, List<TimeSpan>> week(Section section) {
        var week = new EnumMap<DayOfWeek, List<TimeSpan>>(DayOfWeek.class);
        for (var day : DayOfWeek.values()) {
            var spans = spans(section, day.name().toLowerCase(Locale.ROOT));
            if (!spans.isEmpty()) {
                week.put(day, spans);
            }
        }
        section.end();
        return week;
    }

    private Closure closure(Section section) {
        var from = section.value("from", HoursReader::date, "is no date", DATE, LocalDate.EPOCH);
        var until = until(section, from);
        var hours = spans(section, "hours");
        var reason = section.text("reason");
        var timetable = timetable(section, false);
        section.end();
        return new Closure(from, until == null || until.isBefore(from) ? from : until, hours, reason,
            timetable.isEmpty() ? null : timetable);
    }

    private @Nullable LocalDate until(Section section, @Nullable LocalDate from) {
        var until = section.valueOrNull("until", HoursReader::date, "is no date", DATE);
        if (until != null && from != null && until.isBefore(from)) {
            section.wrong("until", section.path("until") + " " + until + " is before " + section.path("from") + " " + from,
                "the same day or a later one");
        }
        return until;
    }

    private List<TimeSpan> spans(Section section, String key) {
        List<TimeSpan> found = new ArrayList<>();
        for (var item : section.texts(key)) {
            TimeSpan.parse(item.text()).ifPresentOrElse(span -> add(span, found, section.path(key), item.line()),
                () -> mistakes.add(item.line(), section.path(key) + " \"" + item.text() + "\" is no span of hours", SPAN));
        }
        return found;
    }

    private void add(TimeSpan span, List<TimeSpan> found, String path, int line) {
        found.stream().filter(span::overlaps).findFirst().ifPresentOrElse(
            other -> mistakes.add(line, path + " " + span + " overlaps " + other, "spans that do not overlap"),
            () -> found.add(span));
    }

    private static Optional<LocalDate> date(String typed) {
        try {
            return Optional.of(LocalDate.parse(typed));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
