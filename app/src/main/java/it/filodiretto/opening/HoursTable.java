// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.opening;

import it.filodiretto.shared.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tables {@code timetable}, {@code closure} and their spans. */
@Repository
public class HoursTable {

    private final JdbcClient db;

    HoursTable(JdbcClient db) {
        this.db = db;
    }

    public void addIfAbsent(NamedTimetable timetable) {
        var id = Ids.next();
        int added = db.sql("""
                insert into timetable (id, code, name, from_day, until_day) values (?, ?, ?, ?, ?)
                on conflict (municipality_id, code) do nothing""")
            .param(id).param(timetable.code()).param(timetable.name())
            .param(timetable.hours().from()).param(timetable.hours().until()).update();
        if (added == 1) {
            addSpans(id, timetable);
        }
    }

    private void addSpans(UUID id, NamedTimetable timetable) {
        timetable.hours().week().forEach((day, spans) -> spans.forEach(span ->
            db.sql("insert into timetable_span (id, timetable_id, weekday, from_minute, until_minute) values (?, ?, ?, ?, ?)")
                .param(Ids.next()).param(id).param(day.getValue()).param(span.from()).param(span.until()).update()));
    }

    public void add(Closure closure) {
        var id = Ids.next();
        db.sql("""
                insert into closure (id, timetable_id, from_day, until_day, reason)
                values (:id, (select id from timetable where code = :timetable::text), :from, :until, :reason)""")
            .param("id", id).param("timetable", closure.timetable())
            .param("from", closure.from()).param("until", closure.until()).param("reason", closure.reason()).update();
        closure.hours().forEach(span -> db.sql("insert into closure_span (id, closure_id, from_minute, until_minute) values (?, ?, ?, ?)")
            .param(Ids.next()).param(id).param(span.from()).param(span.until()).update());
    }

    /** By their codes, in the order of these. */
    public Map<String, WeeklyTimetable> timetables() {
        var found = new LinkedHashMap<String, WeeklyTimetable>();
        db.sql("""
                select code, from_day, until_day, weekday, from_minute, until_minute
                  from timetable left join timetable_span on timetable_span.timetable_id = timetable.id
                 order by code""")
            .query(row -> {
                var weekday = row.getObject("weekday", Integer.class);
                var span = span(row);
                var week = weekday == null || span == null ? Map.<DayOfWeek, List<TimeSpan>>of() : Map.of(DayOfWeek.of(weekday), List.of(span));
                found.merge(row.getString("code"), new WeeklyTimetable(week, day(row, "from_day"), day(row, "until_day")), WeeklyTimetable::with);
            });
        return found;
    }

    /** Closures of all timetables, past ones too: waiting times may reach back. */
    public List<Closure> closures() {
        var byId = new LinkedHashMap<UUID, Closure>();
        db.sql("""
                select closure.id, closure.from_day, closure.until_day, reason, timetable.code, from_minute, until_minute
                  from closure
                  left join closure_span on closure_span.closure_id = closure.id
                  left join timetable on timetable.id = closure.timetable_id
                 order by closure.from_day, closure.id, from_minute""")
            .query(row -> {
                var found = span(row);
                var closure = new Closure(row.getObject("from_day", LocalDate.class), row.getObject("until_day", LocalDate.class),
                    found == null ? List.of() : List.of(found), row.getString("reason"), row.getString("code"));
                byId.merge(row.getObject("id", UUID.class), closure, Closure::with);
            });
        return List.copyOf(byId.values());
    }

    private static @Nullable LocalDate day(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDate.class);
    }

    private static @Nullable TimeSpan span(ResultSet row) throws SQLException {
        var from = row.getObject("from_minute", Integer.class);
        var until = row.getObject("until_minute", Integer.class);
        return from == null || until == null ? null : new TimeSpan(from, until);
    }
}
