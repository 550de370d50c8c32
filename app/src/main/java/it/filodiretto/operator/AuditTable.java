// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.operator;

import it.filodiretto.shared.Ids;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code audit}. */
@Repository
class AuditTable {

    private final JdbcClient db;

    AuditTable(JdbcClient db) {
        this.db = db;
    }

    void add(@Nullable OperatorId who, @Nullable String key, String action, Map<String, String> facts) {
        db.sql("""
                insert into audit (id, operator_id, api_key, action, facts)
                values (:id, :who, :key, :action, jsonb_object(:names, :values))""")
            .param("id", Ids.next())
            .param("who", who == null ? null : who.value())
            .param("key", key)
            .param("action", action)
            .param("names", facts.keySet().toArray(String[]::new))
            .param("values", facts.values().toArray(String[]::new))
            .update();
    }
}
