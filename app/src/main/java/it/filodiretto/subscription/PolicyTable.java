// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscription;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import it.filodiretto.operator.OperatorId;
import it.filodiretto.shared.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code policy_version}: rows are added, never changed. */
@Repository
class PolicyTable {

    private final JdbcClient db;

    PolicyTable(JdbcClient db) {
        this.db = db;
    }

    Optional<PolicyVersion> newest() {
        return db.sql("select number, body, sha256, published_at from policy_version order by number desc limit 1").query(PolicyTable::read).optional();
    }

    Optional<PolicyVersion> find(int number) {
        return db.sql("select number, body, sha256, published_at from policy_version where number = ?").param(number).query(PolicyTable::read).optional();
    }

    /** The newest first. */
    List<PolicyVersion> all() {
        return db.sql("select number, body, sha256, published_at from policy_version order by number desc").query(PolicyTable::read).list();
    }

    /** Of two who add the same number, the first counts. @return whether it was this one */
    boolean add(PolicyVersion version, @Nullable OperatorId by) {
        return db.sql("""
                insert into policy_version (id, number, body, sha256, operator_id, published_at)
                values (:id, :number, :body, :sha256, :operator, :at)
                on conflict (municipality_id, number) do nothing""")
            .param("id", Ids.next())
            .param("number", version.number())
            .param("body", version.body())
            .param("sha256", version.sha256())
            .param("operator", by == null ? null : by.value())
            .param("at", version.publishedAt().atOffset(ZoneOffset.UTC))
            .update() == 1;
    }

    private static PolicyVersion read(ResultSet row, int index) throws SQLException {
        return new PolicyVersion(row.getInt("number"), row.getString("body"), row.getString("sha256"),
            row.getObject("published_at", OffsetDateTime.class).toInstant());
    }
}
