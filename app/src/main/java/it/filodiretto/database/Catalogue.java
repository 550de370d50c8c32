// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What PostgreSQL's catalogue knows of our tables, for backup and restore. */
record Catalogue(Connection connection) {

    private static final String OURS = "relnamespace = 'public'::regnamespace and relname <> 'flyway_schema_history'";

    /** Tables by name; a partitioned one stands for its partitions. */
    List<String> tables() throws SQLException {
        return strings("select relname from pg_class where " + OURS + " and relkind in ('r', 'p') and not relispartition order by 1");
    }

    /** Those that people's rows go into; what PostgreSQL computes is left out. */
    List<String> columns(String table) throws SQLException {
        return strings("select attname from pg_attribute where attrelid = '" + quoted(table)
            + "'::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum");
    }

    List<Backup.Manifest.Partition> partitions() throws SQLException {
        return pairs("""
            select c.relname, 'partition of ' || i.inhparent::regclass || ' ' || pg_get_expr(c.relpartbound, c.oid)
                   || coalesce(' with (' || array_to_string(c.reloptions, ', ') || ')', '')
              from pg_class c join pg_inherits i on i.inhrelid = c.oid
             where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relispartition order by 1""")
            .entrySet().stream().map(it -> new Backup.Manifest.Partition(it.getKey(), it.getValue())).toList();
    }

    /** Next value of each sequence. */
    Map<String, Long> sequences() throws SQLException {
        var values = new LinkedHashMap<String, Long>();
        for (var name : strings("select relname from pg_class where " + OURS + " and relkind = 'S' order by 1")) {
            values.put(name, Long.parseLong(strings("select (last_value + is_called::int)::text from " + quoted(name)).getFirst()));
        }
        return values;
    }

    /** Foreign keys by table and name, each with its definition. Those of partitions follow their parents'. */
    List<ForeignKey> foreignKeys() throws SQLException {
        try (var statement = connection.createStatement(); var rows = statement.executeQuery("""
                select conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_constraint
                 where contype = 'f' and conparentid = 0 and connamespace = 'public'::regnamespace order by 1, 2""")) {
            var keys = new ArrayList<ForeignKey>();
            while (rows.next()) {
                keys.add(new ForeignKey(rows.getString(1), rows.getString(2), rows.getString(3)));
            }
            return keys;
        }
    }

    /** Tables that have triggers of ours, with partitions. */
    List<String> tablesWithTriggers() throws SQLException {
        return strings("select distinct tgrelid::regclass::text from pg_trigger where not tgisinternal order by 1");
    }

    /** No row of anybody's: no table at all, or a schema as Flyway makes it. */
    boolean empty() throws SQLException {
        for (var table : tables()) {
            if (!table.equals("open_table") && !strings("select 'row' from " + quoted(table) + " limit 1").isEmpty()) {
                return false;
            }
        }
        return true;
    }

    String schemaVersion() throws SQLException {
        return strings("select version from flyway_schema_history where success and version is not null order by installed_rank desc limit 1").getFirst();
    }

    String serverVersion() throws SQLException {
        return connection.getMetaData().getDatabaseProductVersion();
    }

    void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String quoted(List<String> names) {
        return names.stream().map(Catalogue::quoted).collect(Collectors.joining(", "));
    }

    private List<String> strings(String query) throws SQLException {
        try (var statement = connection.createStatement(); var rows = statement.executeQuery(query)) {
            var strings = new ArrayList<String>();
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
            return strings;
        }
    }

    private Map<String, String> pairs(String query) throws SQLException {
        try (var statement = connection.createStatement(); var rows = statement.executeQuery(query)) {
            var pairs = new LinkedHashMap<String, String>();
            while (rows.next()) {
                pairs.put(rows.getString(1), rows.getString(2));
            }
            return pairs;
        }
    }

    record ForeignKey(String table, String name, String definition) {}
}
