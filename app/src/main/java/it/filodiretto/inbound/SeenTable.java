// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.inbound;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.messaging.LaneId;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Column {@code seen_at} of table {@code inbound_message}. */
@Repository
class SeenTable {

    /** A call or what the channel itself tells has an id that the channel takes for no message's. */
    private static final String NEWEST = """
        select id, lane_id, external_id from inbound_message
         where citizen_id = ? and written_at > now() - interval '30 days' and content ->> 'kind' not in ('call', 'identity-change')
         order by written_at desc, id desc limit 1""";

    private final JdbcClient db;

    SeenTable(JdbcClient db) {
        this.db = db;
    }

    record Seen(LaneId lane, String externalId) {}

    /** The person's newest message of the last 30 days, marked as seen with all before; empty if it was seen already. */
    Optional<Seen> see(CitizenId citizen) {
        return db.sql("with newest as (" + NEWEST + """
                ) update inbound_message m set seen_at = now() from newest n where m.id = n.id and m.seen_at is null
                returning m.lane_id, m.external_id""")
            .param(citizen.value()).query((row, _) -> new Seen(new LaneId(row.getObject(1, UUID.class)), row.getString(2))).optional();
    }

    Optional<Seen> newest(CitizenId citizen) {
        return db.sql(NEWEST).param(citizen.value())
            .query((row, _) -> new Seen(new LaneId(row.getObject("lane_id", UUID.class)), row.getString("external_id"))).optional();
    }
}
