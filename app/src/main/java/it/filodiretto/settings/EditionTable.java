// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.settings;

import it.filodiretto.operator.OperatorId;
import it.filodiretto.wording.Piece;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;

/** Table {@code edition}: rows are added, never changed. */
@Repository
class EditionTable {

    private static final String COLUMNS = "select id, kind, key, fields_before::text, fields_after::text, operator_id, edited_at from edition ";

    private final JdbcClient db;
    private final ObjectMapper json;

    EditionTable(JdbcClient db, ObjectMapper json) {
        this.db = db;
        this.json = json;
    }

    void add(Edition edition) {
        db.sql("""
                insert into edition (id, kind, key, fields_before, fields_after, operator_id, edited_at)
                values (:id, :kind, :key, :before::jsonb, :after::jsonb, :by, :at)""")
            .param("id", edition.id()).param("kind", edition.kind().name()).param("key", edition.key())
            .param("before", written(edition.before())).param("after", written(edition.after()))
            .param("by", edition.by() == null ? null : edition.by().value()).param("at", edition.at().atOffset(ZoneOffset.UTC)).update();
    }

    List<Edition> of(Piece.Kind kind, String key) {
        return db.sql(COLUMNS + "where kind = ? and key = ? order by edited_at desc, id desc limit 50").param(kind.name()).param(key).query(this::read).list();
    }

    List<Edition> newest(int limit) {
        return db.sql(COLUMNS + "order by edited_at desc, id desc limit ?").param(limit).query(this::read).list();
    }

    Optional<Edition> find(UUID id) {
        return db.sql(COLUMNS + "where id = ?").param(id).query(this::read).optional();
    }

    private @Nullable String written(@Nullable Map<String, String> fields) {
        return fields == null ? null : json.writeValueAsString(fields);
    }

    private Edition read(ResultSet row, int index) throws SQLException {
        var by = row.getObject("operator_id", UUID.class);
        return new Edition(row.getObject("id", UUID.class), Piece.Kind.valueOf(row.getString("kind")), row.getString("key"),
            fields(row.getString("fields_before")), fields(row.getString("fields_after")), by == null ? null : new OperatorId(by),
            row.getObject("edited_at", OffsetDateTime.class).toInstant());
    }

    private @Nullable Map<String, String> fields(@Nullable String written) {
        return written == null ? null : json.readValue(written, new TypeReference<LinkedHashMap<String, String>>() {});
    }
}
