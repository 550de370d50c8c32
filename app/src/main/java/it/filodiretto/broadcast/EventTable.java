// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import it.filodiretto.notice.BroadcastId;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.shared.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code broadcast_event}. */
@Repository
public class EventTable {

    private final JdbcClient db;

    EventTable(JdbcClient db) {
        this.db = db;
    }

    /** @return false: it is written down already, and once is enough */
    public boolean add(BroadcastId broadcast, BroadcastEvent.Kind kind, @Nullable OperatorId operator, @Nullable String words) {
        return db.sql("""
                insert into broadcast_event (id, broadcast_id, kind, operator_id, words) values (?, ?, ?, ?, ?)
                on conflict do nothing""")
            .param(Ids.next()).param(broadcast.value()).param(kind.name()).param(operator == null ? null : operator.value()).param(words)
            .update() == 1;
    }

    /** The newest first. */
    List<BroadcastEvent> of(BroadcastId broadcast) {
        return db.sql("select kind, at, operator_id, words from broadcast_event where broadcast_id = ? order by at desc, id desc")
            .param(broadcast.value()).query(EventTable::read).list();
    }

    private static BroadcastEvent read(ResultSet row, int index) throws SQLException {
        var operator = row.getObject("operator_id", UUID.class);
        return new BroadcastEvent(BroadcastEvent.Kind.valueOf(row.getString("kind")), row.getObject("at", OffsetDateTime.class).toInstant(),
            operator == null ? null : new OperatorId(operator), row.getString("words"));
    }
}
