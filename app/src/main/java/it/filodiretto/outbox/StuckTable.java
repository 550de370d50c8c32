// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outbox;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.messaging.BulkId;
import it.filodiretto.messaging.Days;
import it.filodiretto.messaging.LaneId;
import it.filodiretto.messaging.MessageId;
import it.filodiretto.outbox.BulkCountTable.Delta;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Table {@code send_queue}: the attempts of which no report came in time (docs/adr/0005, c), of a sending to many or of one
 * message. A person decides: again, with the risk of twice; or not, with the risk of never.
 */
@Repository
public class StuckTable {

    public static final String CODE = "unknown-outcome";
    private static final String WORDS = "Non sappiamo se sia arrivato: non è venuto nessun esito, e un operatore ha scelto di non rimandarlo.";
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
        int again = sendAgain(find(bulk)).size();
        counts.add(bulk, Delta.of("uncertain", -again).and("queued", again), WRITER);
        return again;
    }

    /** @return the lane that has it again; empty if its fate is known meanwhile */
    Optional<LaneId> sendAgain(CitizenId to, UUID message) {
        return sendAgain(find(to, message)).stream().findFirst();
    }

    private List<LaneId> sendAgain(List<MessageId> stuck) {
        return db.sql("update send_queue set state = 'QUEUED', uncertain_since = null, ready_at = now() where message_id = any(?) and state = 'UNCERTAIN' returning lane_id")
            .param(ids(stuck)).query((row, _) -> new LaneId(row.getObject(1, UUID.class))).list();
    }

    /** Ends them: failed, as far as anybody knows. A report that comes after all still counts. @return how many */
    int close(BulkId bulk) {
        int gone = close(find(bulk));
        counts.add(bulk, Delta.of("uncertain", -gone).and("failed", gone).failure(CODE, WORDS, gone), WRITER);
        return gone;
    }

    /** @return false if its fate is known meanwhile */
    boolean close(CitizenId to, UUID message) {
        return close(find(to, message)) > 0;
    }

    private int close(List<MessageId> stuck) {
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
        return gone.length;
    }

    private List<MessageId> find(BulkId bulk) {
        return db.sql("""
                select message_id, day from send_queue
                 where lane_id = (select lane_id from bulk where id = :bulk) and bulk_id = :bulk and uncertain_since is not null
                   and uncertain_since < now() - make_interval(secs => :wait) order by message_id""")
            .param("bulk", bulk.value()).param("wait", wait.toMillis() / 1000.0).query(StuckTable::id).list();
    }

    private List<MessageId> find(CitizenId to, UUID message) {
        return db.sql("""
                select message_id, day from send_queue
                 where message_id = :message and citizen_id = :citizen and bulk_id is null and uncertain_since < now() - make_interval(secs => :wait)""")
            .param("message", message).param("citizen", to.value()).param("wait", wait.toMillis() / 1000.0).query(StuckTable::id).list();
    }

    private static MessageId id(ResultSet row, int index) throws SQLException {
        return new MessageId(row.getObject(1, UUID.class), row.getObject(2, LocalDate.class));
    }

    private static UUID[] ids(List<MessageId> messages) {
        return messages.stream().map(MessageId::id).toArray(UUID[]::new);
    }
}
