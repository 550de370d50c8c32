// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL's catalogue says of our tables, and how a row is made that any of them takes. */
@NullMarked
public final class Schema {

    /** What no rule finds out: a value, in SQL, for a column with a check that is not a list of words. */
    private static final Map<String, String> VALUES = Map.of(
        "timetable_span.weekday", "1",
        "timetable_span.from_minute", "480", "timetable_span.until_minute", "780",
        "closure_span.from_minute", "480", "closure_span.until_minute", "780",
        "outgoing_message.operator_id", "gen_random_uuid()",
        "callback.phone_sealed", "'x'",
        "subscription.left_at", "now()",
        "office_pace.aim_minutes", "15", "office_pace.escalate_minutes", "120");

    private final Connection connection;
    private final Map<String, Map<String, String>> made = new HashMap<>();

    public Schema(Connection connection) {
        this.connection = connection;
    }

    /** Our tables, the referred before the referring; partitions stand for nothing by themselves. */
    public List<String> tables() throws SQLException {
        var all = strings("""
            select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
               and not relispartition and relname <> 'flyway_schema_history' order by relname""");
        var ordered = new ArrayList<String>();
        while (ordered.size() < all.size()) {
            int before = ordered.size();
            for (var table : all) {
                if (!ordered.contains(table) && ordered.containsAll(referred(table))) {
                    ordered.add(table);
                }
            }
            if (ordered.size() == before) {
                all.stream().filter(it -> !ordered.contains(it)).toList().forEach(ordered::add);
            }
        }
        return ordered;
    }

    private List<String> referred(String table) throws SQLException {
        return strings("""
            select distinct confrelid::regclass::text from pg_constraint
             where contype = 'f' and conparentid = 0 and conrelid = '%1$s'::regclass and confrelid <> conrelid""".formatted(table));
    }

    /** As {@link #tables}, without those that have their rows already. */
    public List<String> tablesToFill() throws SQLException {
        return tables().stream().filter(it -> !List.of("municipality", "open_table", "keyset_mark").contains(it)).toList();
    }

    /** Tables whose rows belong to one municipality each. */
    public List<String> apart() throws SQLException {
        var open = strings("select name from open_table");
        return tables().stream().filter(it -> !open.contains(it)).toList();
    }

    /**
     * Adds a row of this municipality, filling what must be filled.
     * Foreign keys are met, by the rows that were added before; triggers do not fire.
     */
    public void add(String table, String municipality) throws SQLException {
        var values = new LinkedHashMap<String, String>();
        for (var column : columns(table)) {
            var value = value(table, column, municipality, values);
            if (value != null) {
                values.put(column.name(), value);
            }
        }
        execute("set local session_replication_role = replica");
        try {
            execute(insertion(table, values));
        } catch (SQLException e) {
            throw new AssertionError("No row for table " + table + " could be made up. Give Schema.VALUES what its checks want: " + e.getMessage(), e);
        }
        execute("set local session_replication_role = origin");
        made.put(table, values);
    }

    /** The statement that would add the last row once more. */
    public String insertion(String table) {
        return insertion(table, Objects.requireNonNull(made.get(table)));
    }

    private static String insertion(String table, Map<String, String> values) {
        return "insert into " + table + " (" + String.join(", ", values.keySet()) + ") values (" + String.join(", ", values.values()) + ")";
    }

    private @Nullable String value(String table, Column column, String municipality, Map<String, String> row) throws SQLException {
        var given = VALUES.get(table + "." + column.name());
        if (given != null) {
            return given;
        }
        if (column.name().equals("municipality_id")) {
            return "'" + municipality + "'";
        }
        if (column.optional()) {
            return null;
        }
        var reference = reference(table, column.name());
        if (reference != null) {
            var parent = reference.table().equals(table) ? row : Objects.requireNonNullElse(made.get(reference.table()), Map.<String, String>of());
            var found = parent.get(reference.column());
            return found != null ? found : reference.table().equals("municipality") ? "'" + municipality + "'" : null;
        }
        return typed(table, column);
    }

    private String typed(String table, Column column) throws SQLException {
        var words = strings("""
            select (regexp_match(pg_get_constraintdef(oid), '''([A-Za-z_]+)''::text'))[1] from pg_constraint
             where contype = 'c' and conrelid = '%s'::regclass and pg_get_constraintdef(oid) ~ '(ARRAY\\[|= )''' and
                   (select attnum from pg_attribute where attrelid = conrelid and attname = '%s') = any (conkey)""".formatted(table, column.name()));
        if (!words.isEmpty()) {
            return column.type().endsWith("[]") ? "array['" + words.getFirst() + "']" : "'" + words.getFirst() + "'";
        }
        var random = strings("select replace(gen_random_uuid()::text, '-', '')").getFirst();
        return switch (column.type()) {
            case "uuid" -> "'" + random + "'";
            case "text", "character varying", "character" -> "'" + random.substring(0, 20) + "'";
            case "smallint", "integer", "bigint", "numeric", "double precision", "real" -> "1";
            case "boolean" -> "true";
            case "bytea" -> "decode('" + random + "', 'hex')";
            case "json", "jsonb" -> "'{}'";
            case "date" -> "current_date";
            case "timestamp with time zone" -> "now()";
            case "tsvector" -> "''::tsvector";
            case "inet" -> "'127.0.0.1'";
            default -> {
                if (column.type().endsWith("[]")) {
                    yield "'{}'";
                }
                throw new AssertionError("Schema knows no value of type " + column.type() + " for " + table + "." + column.name());
            }
        };
    }

    private List<Column> columns(String table) throws SQLException {
        try (var statement = connection.createStatement(); var rows = statement.executeQuery("""
                select attname, format_type(atttypid, null), not attnotnull or atthasdef or attidentity <> '' from pg_attribute
                 where attrelid = '%s'::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum""".formatted(table))) {
            var columns = new ArrayList<Column>();
            while (rows.next()) {
                columns.add(new Column(rows.getString(1), rows.getString(2), rows.getBoolean(3)));
            }
            return columns;
        }
    }

    private @Nullable Reference reference(String table, String column) throws SQLException {
        try (var statement = connection.createStatement(); var rows = statement.executeQuery("""
                select c.confrelid::regclass::text, a.attname from pg_constraint c
                  cross join unnest(c.conkey, c.confkey) as k(mine, theirs)
                  join pg_attribute m on m.attrelid = c.conrelid and m.attnum = k.mine
                  join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.theirs
                 where c.contype = 'f' and c.conrelid = '%s'::regclass and m.attname = '%s' limit 1""".formatted(table, column))) {
            return rows.next() ? new Reference(rows.getString(1), rows.getString(2)) : null;
        }
    }

    /** Every row of a table, as text, in one order. */
    public List<String> rows(String table) throws SQLException {
        return strings("select t::text from " + table + " t order by 1");
    }

    public Map<String, List<String>> allRows() throws SQLException {
        var all = new LinkedHashMap<String, List<String>>();
        for (var table : tables()) {
            all.put(table, rows(table));
        }
        return all;
    }

    public List<String> strings(String query) throws SQLException {
        try (var statement = connection.createStatement(); var rows = statement.executeQuery(query)) {
            var strings = new ArrayList<String>();
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
            return strings.stream().filter(Objects::nonNull).collect(Collectors.toCollection(ArrayList::new));
        }
    }

    public void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private record Column(String name, String type, boolean optional) {}

    private record Reference(String table, String column) {}
}
