// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.sending;

import it.filodiretto.messaging.BulkId;
import it.filodiretto.messaging.Days;
import it.filodiretto.messaging.MessageId;
import it.filodiretto.outbox.BulkCountTable;
import it.filodiretto.outbox.BulkCountTable.Delta;
import java.util.Collection;
import java.util.HashMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Sends the template in place of a free text that came after the person's 24 hours, as the provider reported later: it was
 * certainly not delivered. Once for each message, and not if what it says is over; reports of the first attempt count no more.
 */
@Repository
class ReplacementTable {

    private final JdbcClient db;
    private final BulkCountTable counts;

    ReplacementTable(JdbcClient db, BulkCountTable counts) {
        this.db = db;
        this.counts = counts;
    }

    /** Marks those that have a template to go in their place. */
    void wanted(Collection<MessageId> failed) {
        db.sql("""
                update outgoing_message m set awaits_template = true
                 where m.id = any(:ids::uuid[]) and m.day between :first and :last and m.state = 'FAILED' and m.replaced_external_id is null
                   and (m.otherwise is not null or exists (select 1 from bulk b where b.id = m.bulk_id and b.free_text is not null and b.stage <> 'CANCELLED' and b.ended_at is null))""")
            .param("ids", ids(failed)).params(Days.of(failed.stream())).update();
    }

    /** Puts those marked back into the queue; those whose answer is not written down yet come with it. */
    void queue(Collection<MessageId> messages, String writer) {
        var deltas = new HashMap<BulkId, Delta>();
        waitForWhoEndsThem(messages);
        db.sql("""
                with again as (
                  select m.id, m.failed_code, m.failed_reason from outgoing_message m
                   where m.id = any(:ids::uuid[]) and m.day between :first and :last and m.awaits_template and m.state = 'FAILED' and not exists (select 1 from send_queue q where q.message_id = m.id)
                     and not exists (select 1 from bulk b where b.id = m.bulk_id and b.ended_at is not null)
                   order by m.id for update of m),
                reset as (
                  update outgoing_message m
                     set state = 'QUEUED', awaits_template = false, replaced_external_id = coalesce(m.external_id, ''), external_id = null,
                         attempted_at = null, sent_at = null, failed_at = null, failed_code = null, failed_reason = null
                    from again a where m.id = a.id and m.day between :first and :last
                  returning m.id, m.day, m.lane_id, m.bulk_id, m.citizen_id, a.failed_code, a.failed_reason),
                queued as (
                  insert into send_queue (message_id, day, lane_id, bulk_id, citizen_id, priority, template_only)
                  select r.id, r.day, r.lane_id, r.bulk_id, r.citizen_id, coalesce(b.priority, 0), true from reset r left join bulk b on b.id = r.bulk_id),
                open as (
                  update bulk set stage = 'RUNNING', finished_at = null where stage = 'FINISHED' and id in (select bulk_id from reset))
                select bulk_id, failed_code, failed_reason from reset""")
            .param("ids", ids(messages)).params(Days.of(messages.stream()))
            .query(row -> {
                var bulk = row.getObject("bulk_id", UUID.class);
                if (bulk != null) {
                    deltas.computeIfAbsent(new BulkId(bulk), _ -> Delta.none()).move("failed", "queued")
                        .failure(String.valueOf(row.getString("failed_code")), row.getString("failed_reason"), -1);
                }
            });
        deltas.forEach((bulk, delta) -> counts.add(bulk, delta, writer));
    }

    /** An all-clear that begins in the same moment is seen; and of two who bring the same sending back to life one waits for the other. */
    private void waitForWhoEndsThem(Collection<MessageId> messages) {
        db.sql("""
                select 1 from bulk where id in (select bulk_id from outgoing_message m where m.id = any(:ids::uuid[]) and m.day between :first and :last and m.awaits_template)
                 order by id for no key update""")
            .param("ids", ids(messages)).params(Days.of(messages.stream())).query(_ -> { });
    }

    private static UUID[] ids(Collection<MessageId> messages) {
        return messages.stream().map(MessageId::id).toArray(UUID[]::new);
    }
}
