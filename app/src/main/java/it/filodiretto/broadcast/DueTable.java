// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import it.filodiretto.municipality.MunicipalityId;
import it.filodiretto.notice.BroadcastId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code broadcast_due}, open to all: what some node has to look at. */
@Repository
class DueTable {

    private final JdbcClient db;

    DueTable(JdbcClient db) {
        this.db = db;
    }

    record Due(MunicipalityId town, BroadcastId broadcast) {}

    void from(Due due, Instant at) {
        db.sql("""
                insert into broadcast_due (broadcast_id, municipality_id, due_at) values (?, ?, ?)
                on conflict (broadcast_id) do update set due_at = excluded.due_at""")
            .param(due.broadcast().value()).param(due.town().value()).param(at.atOffset(ZoneOffset.UTC)).update();
    }

    void over(BroadcastId broadcast) {
        db.sql("delete from broadcast_due where broadcast_id = ?").param(broadcast.value()).update();
    }

    List<Due> at(Instant now) {
        return db.sql("select municipality_id, broadcast_id from broadcast_due where due_at <= ? order by due_at")
            .param(now.atOffset(ZoneOffset.UTC))
            .query((row, _) -> new Due(new MunicipalityId(row.getObject(1, UUID.class)), new BroadcastId(row.getObject(2, UUID.class)))).list();
    }
}
