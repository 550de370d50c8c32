// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.messaging;

import it.filodiretto.messaging.BulkCountTable.Delta;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Table {@code send_queue}: the lost answers of a sending of which no report came in time (docs/adr/0005, c). A person decides:
 * again, with the risk of twice; or not, with the risk of never.
 */
@Repository
class StuckTable {

    static final String CODE = "unknown-outcome";
    private static final String WORDS = "Non sappiamo se sia arrivato: WhatsApp non ha mandato l’esito, e un operatore ha scelto di non rimandarlo.";
    private static final String WRITER = "person";

    private final JdbcClient db;
    private final BulkCountTable counts;
    private final Duration wait;

    StuckTable(JdbcClient db, BulkCountTable counts, @Value("${filodiretto.sending.uncertain-wait}") Duration wait) {
        this.db = db;
        this.counts = counts;
        this.wait = wait;
    }

    long count(BulkId bulk) {
        return find(bulk).size();
    }

    /** Puts them back into the queue. @return how many */
    int sendAgain(BulkId bulk) {
        int again = db.sql("update send_queue set state = 'QUEUED', uncertain_since = null, ready_at = now() where message_id = any(?) and state = 'UNCERTAIN'")
            .param(ids(find(bulk))).update();
        counts.add(bulk, Delta.of("uncertain", -again).and("queued", again), WRITER);
        return again;
    }

    /** Ends them: failed, as far as anybody knows. A report that comes after all still counts. @return how many */
    int close(BulkId bulk) {
        var stuck = find(bulk);
        if (stuck.isEmpty()) {
            return 0;
        }
        var open = db.sql("select id from outgoing_message where id = any(:ids) and day between :first and :last and state = 'QUEUED' order by id for update")
            .param("ids", ids(stuck)).params(Days.of(stuck.stream())).query(UUID.class).list().toArray(UUID[]::new);
        var gone = db.sql("delete from send_queue where message_id = any(?) and state = 'UNCERTAIN' returning message_id").param(open)
            .query(UUID.class).list().toArray(UUID[]::new);
        db.sql("""
                update outgoing_message set state = 'FAILED', failed_code = :code, failed_reason = :reason, failed_at = now()
                 where id = any(:ids) and day between :first and :last""")
            .param("code", CODE).param("reason", WORDS).param("ids", gone).params(Days.of(stuck.stream())).update();
        counts.add(bulk, Delta.of("uncertain", -gone.length).and("failed", gone.length).failure(CODE, WORDS, gone.length), WRITER);
        return gone.length;
    }

    private List<MessageId> find(BulkId bulk) {
        return db.sql("""
                select message_id, day from send_queue
                 where lane_id = (select lane_id from bulk where id = :bulk) and bulk_id = :bulk and uncertain_since is not null
                   and uncertain_since < now() - make_interval(secs => :wait) order by message_id""")
            .param("bulk", bulk.value()).param("wait", wait.toMillis() / 1000.0)
            .query((row, _) -> new MessageId(row.getObject(1, UUID.class), row.getObject(2, LocalDate.class))).list();
    }

    private static UUID[] ids(List<MessageId> messages) {
        return messages.stream().map(MessageId::id).toArray(UUID[]::new);
    }
}
