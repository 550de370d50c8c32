// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.citizen;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rows of one person in whichever table: for {@link PersonalRecords}. */
@Repository
public class PersonalRowTable {

    private final JdbcClient db;

    PersonalRowTable(JdbcClient db) {
        this.db = db;
    }

    /** @param table a word of the program's own, with a column {@code citizen_id} */
    public void delete(String table, Person person) {
        db.sql("delete from %s where citizen_id = any(?)".formatted(table)).param(person.ids()).update();
    }

    /** @param select with one place for the person's ids; its columns are named in Italian, moments are ISO-8601 in UTC, other values as PostgreSQL writes them */
    public List<Map<String, String>> rows(String select, Person person) {
        return db.sql(select).param(person.ids()).query((row, _) -> {
            var cells = new LinkedHashMap<String, String>();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                put(cells, row.getMetaData().getColumnLabel(i), value(row, i));
            }
            return (Map<String, String>) cells;
        }).list();
    }

    private static @Nullable String value(ResultSet row, int column) throws SQLException {
        return switch (row.getMetaData().getColumnTypeName(column)) {
            case "timestamptz" -> moment(row, column);
            case "bool" -> row.getObject(column) == null ? null : String.valueOf(row.getBoolean(column));
            default -> row.getString(column);
        };
    }

    /** A moment as programs read it: ISO-8601 in UTC, to the microsecond. */
    public static @Nullable String moment(ResultSet row, int column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant().toString();
    }

    private static void put(Map<String, String> cells, String label, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            cells.put(label, value);
        }
    }
}
