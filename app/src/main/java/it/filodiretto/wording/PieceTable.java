// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.wording;

import it.filodiretto.shared.Ids;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Pieces in the tables of hours and contents; {@link PieceRules} has found them right before they are written. */
@Repository
class PieceTable {

    private static final String SPANS = "string_agg(to_char(make_interval(mins => %1$s.from_minute), 'FMHH24:MI') || '-' || to_char(make_interval(mins => %1$s.until_minute), 'FMHH24:MI'), ', ' order by %1$s.from_minute)";

    private final JdbcClient db;

    PieceTable(JdbcClient db) {
        this.db = db;
    }

    void lock(Piece.Kind kind, String key) {
        db.sql("select pg_advisory_xact_lock(hashtextextended(current_municipality() || ? || ?, 18))").param(kind.name()).param(key).query((_, _) -> 0).single();
    }

    List<Piece> list(Piece.Kind kind) {
        return switch (kind) {
            case CLOSURE -> closures();
            case TIMETABLE -> timetables();
            case TOPIC -> db.sql("select code, name, description, category from topic order by place, code")
                .query((row, _) -> piece(kind, row.getString("code"), "name", row.getString("name"), "description", row.getString("description"),
                    "category", row.getString("category"))).list();
            case TEXT -> db.sql("select key, body from town_text order by key")
                .query((row, _) -> piece(kind, row.getString("key"), "body", row.getString("body"))).list();
            case KEYWORDS -> List.of(piece(kind, Piece.KEYWORDS, "join", words("JOIN"), "leave", words("LEAVE")));
        };
    }

    void save(Piece piece) {
        switch (piece.kind()) {
            case CLOSURE -> saveClosure(piece);
            case TIMETABLE -> saveTimetable(piece);
            case TOPIC -> saveTopic(piece);
            case TEXT -> db.sql("update town_text set body = ? where key = ?").param(piece.field("body")).param(piece.key()).update();
            case KEYWORDS -> {
                db.sql("delete from keyword").update();
                saveWords("JOIN", PieceRules.lines(piece.field("join")));
                saveWords("LEAVE", PieceRules.lines(piece.field("leave")));
            }
        }
    }

    void removeClosure(String key) {
        db.sql("delete from closure where id::text = ?").param(key).update();
    }

    private List<Piece> closures() {
        return db.sql("select closure.id, closure.from_day, closure.until_day, reason, timetable.code, " + SPANS.formatted("closure_span") + """
                 as hours
                  from closure left join closure_span on closure_span.closure_id = closure.id left join timetable on timetable.id = closure.timetable_id
                 group by closure.id, closure.from_day, closure.until_day, reason, timetable.code order by closure.from_day desc, closure.id""")
            .query((row, _) -> piece(Piece.Kind.CLOSURE, row.getString("id"), "from", row.getString("from_day"), "until", row.getString("until_day"),
                "hours", row.getString("hours"), "reason", row.getString("reason"), "timetable", row.getString("code"))).list();
    }

    private List<Piece> timetables() {
        var found = new LinkedHashMap<String, LinkedHashMap<String, String>>();
        db.sql("select code, name, from_day, until_day, weekday, " + SPANS.formatted("timetable_span") + """
                 as hours
                  from timetable left join timetable_span on timetable_span.timetable_id = timetable.id
                 group by code, name, from_day, until_day, weekday order by name, code, weekday""")
            .query(row -> {
                var fields = found.computeIfAbsent(row.getString("code"), _ -> new LinkedHashMap<>());
                if (fields.isEmpty()) {
                    fields.put("name", row.getString("name"));
                    fields.put("from", orEmpty(row.getString("from_day")));
                    fields.put("until", orEmpty(row.getString("until_day")));
                    for (var day : DayOfWeek.values()) {
                        fields.put(field(day), "");
                    }
                }
                if (row.getString("hours") != null) {
                    fields.put(field(DayOfWeek.of(row.getInt("weekday"))), row.getString("hours"));
                }
            });
        return found.entrySet().stream().map(it -> new Piece(Piece.Kind.TIMETABLE, it.getKey(), it.getValue())).toList();
    }

    static String field(DayOfWeek day) {
        return day.name().toLowerCase(Locale.ROOT);
    }

    private void saveClosure(Piece piece) {
        var id = UUID.fromString(piece.key());
        db.sql("""
                insert into closure (id, timetable_id, from_day, until_day, reason)
                values (:id, (select id from timetable where code = :timetable), :from, :until, :reason)
                on conflict (id) do update set timetable_id = excluded.timetable_id, from_day = excluded.from_day, until_day = excluded.until_day, reason = excluded.reason""")
            .param("id", id).param("timetable", piece.field("timetable")).param("from", day(piece.field("from")))
            .param("until", day(piece.field("until").isEmpty() ? piece.field("from") : piece.field("until"))).param("reason", piece.field("reason")).update();
        db.sql("delete from closure_span where closure_id = ?").param(id).update();
        for (var span : PieceRules.spans(piece.field("hours"))) {
            db.sql("insert into closure_span (id, closure_id, from_minute, until_minute) values (?, ?, ?, ?)")
                .param(Ids.next()).param(id).param(span.from()).param(span.until()).update();
        }
    }

    private void saveTimetable(Piece piece) {
        var id = db.sql("update timetable set name = :name, from_day = :from, until_day = :until where code = :code returning id")
            .param("name", piece.field("name")).param("from", day(piece.field("from"))).param("until", day(piece.field("until")))
            .param("code", piece.key()).query(UUID.class).single();
        db.sql("delete from timetable_span where timetable_id = ?").param(id).update();
        for (var day : DayOfWeek.values()) {
            for (var span : PieceRules.spans(piece.field(field(day)))) {
                db.sql("insert into timetable_span (id, timetable_id, weekday, from_minute, until_minute) values (?, ?, ?, ?, ?)")
                    .param(Ids.next()).param(id).param(day.getValue()).param(span.from()).param(span.until()).update();
            }
        }
    }

    private void saveTopic(Piece piece) {
        db.sql("""
                insert into topic (id, code, name, description, category, place)
                values (:id, :code, :name, :description, :category, (select coalesce(max(place), 0) + 1 from topic))
                on conflict (municipality_id, code) do update set name = excluded.name, description = excluded.description, category = excluded.category""")
            .param("id", Ids.next()).param("code", piece.key()).param("name", piece.field("name")).param("description", piece.field("description"))
            .param("category", piece.field("category")).update();
    }

    private void saveWords(String purpose, List<String> words) {
        for (int place = 0; place < words.size(); place++) {
            db.sql("insert into keyword (id, purpose, words, place) values (?, ?, ?, ?)").param(Ids.next()).param(purpose).param(words.get(place)).param(place).update();
        }
    }

    private String words(String purpose) {
        return String.join("\n", db.sql("select words from keyword where purpose = ? order by place").param(purpose).query(String.class).list());
    }

    private static Piece piece(Piece.Kind kind, String key, @Nullable String... pairs) {
        var fields = new LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            fields.put(orEmpty(pairs[i]), orEmpty(pairs[i + 1]));
        }
        return new Piece(kind, key, fields);
    }

    private static @Nullable LocalDate day(String typed) {
        return typed.isEmpty() ? null : LocalDate.parse(typed);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
