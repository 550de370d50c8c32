// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.operator;

import it.filodiretto.operator.Presence.Present;
import java.time.Duration;
import java.time.OffsetDateTime;
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
                select operator.id, operator.name, max(spring_session.seen_at) as seen
                from operator join spring_session on spring_session.principal_name = operator.id::text
                where operator.municipality_id = :town
                  and spring_session.seen_at > now() - make_interval(secs => :age)
                group by operator.id, operator.name
                order by seen desc""")
            .param("town", town).param("age", age.toSeconds())
            .query((row, _) -> new Present(new OperatorId(row.getObject("id", UUID.class)), row.getString("name"),
                row.getObject("seen", OffsetDateTime.class).toInstant())).list();
    }

    /** Written down once a minute at most. */
    void seen(OperatorId operator) {
        db.sql("update spring_session set seen_at = now() where principal_name = ? and seen_at < now() - interval '1 minute'").param(operator.toString()).update();
    }

    int accounts(UUID town) {
        return db.sql("select count(*) from operator where municipality_id = :town and disabled_at is null")
            .param("town", town).query(Integer.class).single();
    }
}
