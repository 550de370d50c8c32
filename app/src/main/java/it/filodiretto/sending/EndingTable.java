// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.sending;

import it.filodiretto.messaging.LaneId;
import it.filodiretto.messaging.MessageId;
import it.filodiretto.outbox.BulkCountTable;
import it.filodiretto.outbox.BulkCountTable.Delta;
import it.filodiretto.outbox.BulkRow;
import it.filodiretto.outbox.BulkState;
import it.filodiretto.outbox.BulkTable;
import java.time.LocalDate;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** How sendings to many come to their end: all settled, or cancelled and swept. */
@Repository
@Transactional
class EndingTable {

    private static final int PAGE = 5_000;

    private final JdbcClient db;
    private final BulkTable bulks;
    private final BulkCountTable counts;
    private final QueueTable queue;

    EndingTable(JdbcClient db, BulkTable bulks, BulkCountTable counts, QueueTable queue) {
        this.db = db;
        this.bulks = bulks;
        this.counts = counts;
        this.queue = queue;
    }

    /** Sweeps a page of each cancelled sending and ends what is done. @return whether there is more to sweep at once */
    boolean attend(LaneId lane, String writer) {
        boolean more = false;
        for (var bulk : bulks.unfinished(lane)) {
            if (bulk.stage() == BulkState.Stage.CANCELLED) {
                more |= sweep(bulk, writer);
            } else if (bulk.filled()) {
                bulks.finishIfDone(bulk.id());
            }
        }
        return more;
    }

    private boolean sweep(BulkRow bulk, String writer) {
        var page = db.sql("""
                select message_id, day from send_queue where lane_id = ? and bulk_id = ? and state = 'QUEUED'
                 order by priority, message_id limit ? for update skip locked""")
            .param(bulk.lane().value()).param(bulk.id().value()).param(PAGE)
            .query((row, _) -> new MessageId(row.getObject(1, UUID.class), row.getObject(2, LocalDate.class))).list();
        queue.drop(page, "EXCLUDED", "cancelled", "L’invio è stato fermato prima.");
        counts.add(bulk.id(), Delta.of("queued", -page.size()).and("excluded", page.size()), writer);
        if (page.isEmpty()) {
            end(bulk, writer);
        }
        return !page.isEmpty();
    }

    /** Those whose message was never made count as excluded, too. */
    private void end(BulkRow bulk, String writer) {
        var sum = counts.sum(bulk.id());
        if (sum.inFlight() + sum.uncertain() == 0) {
            counts.add(bulk.id(), Delta.of("queued", -sum.queued()).and("excluded", sum.queued()), writer);
            bulks.finish(bulk.id());
        }
    }
}
