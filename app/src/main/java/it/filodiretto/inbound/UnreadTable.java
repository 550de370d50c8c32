// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.inbound;

import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code inbound_message}: what came by WhatsApp and nobody took. */
@Repository
class UnreadTable {

    private final JdbcClient db;

    UnreadTable(JdbcClient db) {
        this.db = db;
    }

    /** Remarks on what people read stay with it. @return how many went, at most {@code most} */
    int deleteBefore(Instant before, int most) {
        return db.sql("""
                delete from inbound_message where id in (
                  select m.id from inbound_message m join sender_lane l on l.id = m.lane_id and l.channel = 'WHATSAPP'
                   where m.received_at < :before and m.taken_by is null
                     and not exists (select 1 from inbound_message read where read.citizen_id = m.citizen_id and read.external_id = m.about and read.taken_by is not null)
                   order by m.received_at limit :most)""")
            .param("before", before.atOffset(ZoneOffset.UTC)).param("most", most).update();
    }
}
