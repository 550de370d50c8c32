// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.operator;

import it.filodiretto.operator.Presence.Present;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tables {@code operator} and {@code spring_session}; both are open, so here the town is named. */
@Repository
class PresenceTable {

    private final JdbcClient db;

    PresenceTable(JdbcClient db) {
        this.db = db;
    }

    List<Present> since(UUID town, Duration age) {
        return db.sql("""
                select operator.id, operator.name, max(spring_session.last_access_time) as seen
                from operator join spring_session on spring_session.principal_name = operator.id::text
                where operator.municipality_id = :town
                  and spring_session.last_access_time > (extract(epoch from now()) * 1000)::bigint - :age
                group by operator.id, operator.name
                order by seen desc""")
            .param("town", town).param("age", age.toMillis())
            .query((row, _) -> new Present(new OperatorId(row.getObject("id", UUID.class)), row.getString("name"),
                Instant.ofEpochMilli(row.getLong("seen")))).list();
    }

    int accounts(UUID town) {
        return db.sql("select count(*) from operator where municipality_id = :town and disabled_at is null")
            .param("town", town).query(Integer.class).single();
    }
}
