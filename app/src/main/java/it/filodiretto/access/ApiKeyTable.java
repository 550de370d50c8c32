// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.access;

import it.filodiretto.municipality.MunicipalityId;
import it.filodiretto.operator.Role;
import it.filodiretto.shared.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code api_key}: open, because the key says whose town it is. */
@Repository
class ApiKeyTable {

    private final JdbcClient db;

    ApiKeyTable(JdbcClient db) {
        this.db = db;
    }

    void add(MunicipalityId town, String open, byte[] secretHash, String label, Role role) {
        db.sql("""
                insert into api_key (id, municipality_id, public_part, secret_hash, label, role)
                values (:id, :town, :open, :hash, :label, :role)""")
            .param("id", Ids.next())
            .param("town", town.value())
            .param("open", open)
            .param("hash", secretHash)
            .param("label", label)
            .param("role", role.name())
            .update();
    }

    Optional<ApiKey> find(String open) {
        return db.sql("""
                select public_part, municipality_id, secret_hash, label, role, created_at
                from api_key where public_part = :open and revoked_at is null""")
            .param("open", open).query(ApiKeyTable::read).optional();
    }

    List<ApiKey> all() {
        return db.sql("""
                select public_part, municipality_id, secret_hash, label, role, created_at
                from api_key where revoked_at is null order by created_at""")
            .query(ApiKeyTable::read).list();
    }

    boolean revoke(String open) {
        return db.sql("update api_key set revoked_at = now() where public_part = :open and revoked_at is null").param("open", open).update() == 1;
    }

    private static ApiKey read(ResultSet row, int index) throws SQLException {
        return new ApiKey(
            row.getString("public_part"),
            new MunicipalityId(row.getObject("municipality_id", UUID.class)),
            row.getBytes("secret_hash"),
            row.getString("label"),
            Role.valueOf(row.getString("role")),
            row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
