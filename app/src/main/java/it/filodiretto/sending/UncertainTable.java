// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.sending;

import it.filodiretto.channel.LaneTable;
import it.filodiretto.database.Plans;
import it.filodiretto.messaging.BulkId;
import it.filodiretto.messaging.LaneId;
import it.filodiretto.messaging.Priority;
import it.filodiretto.outbox.BulkCountTable;
import it.filodiretto.outbox.BulkCountTable.Delta;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Settles the attempts whose answer was lost (docs/adr/0005). The provider's report names our message: (a) it comes, and
 * {@link DeliveryTable} settles it; (b) reports flow and this one has none: it was not accepted, and goes again; (c) they do
 * not flow: an alarm says so, after a while civil protection goes again, the rest waits for a person ({@link it.filodiretto.outbox.StuckTable}).
 */
@Repository
@Transactional
class UncertainTable {

    static final String ALARM = "no-reports";
    private static final int WITNESSES = 20;
    /** A longer one is not waited for: what Meta has not told in an hour it may tell in a week. */
    private static final Duration LONGEST_ABSENCE = Duration.ofHours(1);
    private static final Duration A_DAY = Duration.ofDays(1);
    private static final Duration A_MONTH = Duration.ofDays(31);

    private final JdbcClient db;
    private final BulkCountTable counts;
    private final LaneTable lanes;
    private final Plans plans;
    private final Duration wait;
    private final Duration patience;

    UncertainTable(JdbcClient db, BulkCountTable counts, LaneTable lanes, Plans plans,
            @Value("${filodiretto.sending.uncertain-wait}") Duration wait,
            @Value("${filodiretto.sending.uncertain-patience}") Duration patience) {
        this.db = db;
        this.counts = counts;
        this.lanes = lanes;
        this.plans = plans;
        this.wait = wait;
        this.patience = patience;
    }

    /**
     * What an earlier holder of the lane had in flight: nobody knows whether it was accepted. The waiting begins now, and
     * not when they left: while nobody was there the provider could not report, and it tries again at its leisure. It begins now also for
     * what was uncertain to that holder, who may have been there for a moment only.
     */
    void takeOver(LaneId lane, long epoch, String writer) {
        plans.makeAnew();
        var orphans = db.sql("select message_id from send_queue where lane_id = :lane and state = 'IN_FLIGHT' and epoch < :epoch order by message_id for update")
            .param("lane", lane.value()).param("epoch", epoch).query(UUID.class).list().toArray(UUID[]::new);
        // A report may have held those rows until now: what it has changed only a statement that begins after the wait can see.
        var moved = db.sql("""
                with orphan as materialized (
                  select q.message_id, m.state as message_state from send_queue q join outgoing_message m on m.id = q.message_id and m.day = q.day
                   where q.message_id = any(:orphans)),
                settled as (
                  delete from send_queue q using orphan o where q.message_id = o.message_id and o.message_state <> 'QUEUED')
                update send_queue q set state = 'UNCERTAIN', uncertain_since = now() from orphan o
                 where q.message_id = o.message_id and o.message_state = 'QUEUED' returning q.bulk_id""")
            .param("orphans", orphans).query((row, _) -> row.getObject(1, UUID.class)).list();
        move(moved, "in_flight", "uncertain", writer);
        db.sql("""
                update send_queue set claimed_at = claimed_at + (now() - uncertain_since), uncertain_since = now()
                 where message_id = any (array(select message_id from send_queue where lane_id = ? and uncertain_since < now() order by message_id for update))""")
            .param(lane.value()).update();
    }

    /**
     * Claimed by the present holder, who does not know of it: the claim was written down and the word of that was lost with the
     * connection. Nothing has left, so it goes back.
     *
     * @param known what the holder has on its way; nothing is claimed meanwhile
     */
    void giveBack(LaneId lane, long epoch, Set<UUID> known, String writer) {
        plans.makeAnew();
        var strays = db.sql("""
                select message_id from send_queue where lane_id = :lane and state = 'IN_FLIGHT' and epoch = :epoch and message_id <> all(:known)
                 order by message_id for update""")
            .param("lane", lane.value()).param("epoch", epoch).param("known", known.toArray(UUID[]::new)).query(UUID.class).list();
        var back = db.sql("update send_queue set state = 'QUEUED', attempts = attempts - 1, ready_at = now() where message_id = any(?) returning bulk_id")
            .param(strays.toArray(UUID[]::new)).query((row, _) -> row.getObject(1, UUID.class)).list();
        move(back, "in_flight", "queued", writer);
    }

    /**
     * Looks at the uncertain attempts of the lane. Where nobody was there for a while after the attempt, the wait is longer by as much: who tries
     * ever less often tries again within the time that he has tried in vain. @return whether any is left
     */
    boolean settle(LaneId lane, String writer) {
        plans.makeAnew();
        var waiting = db.sql("""
                select message_id, bulk_id, priority, uncertain_since,
                       uncertain_since + least(uncertain_since - claimed_at, :most::interval) < now() - make_interval(secs => :wait) as due,
                       uncertain_since < now() - make_interval(secs => :patience) as hopeless
                  from send_queue where lane_id = :lane and uncertain_since is not null order by uncertain_since limit 1000""")
            .param("lane", lane.value()).param("wait", wait.toMillis() / 1000.0).param("most", LONGEST_ABSENCE.toString()).param("patience", patience.toMillis() / 1000.0)
            .query((row, _) -> new Row(row.getObject("message_id", UUID.class), row.getObject("bulk_id", UUID.class), row.getInt("priority"),
                row.getObject("uncertain_since", OffsetDateTime.class).toInstant(), row.getBoolean("due"), row.getBoolean("hopeless"))).list();
        var evidence = new HashMap<Instant, Boolean>();
        var again = waiting.stream()
            .filter(it -> it.due() && evidence.computeIfAbsent(it.at(), at -> reportsFlowed(lane, at)) || it.hopeless() && it.priority() == Priority.CIVIL_PROTECTION.ordinal())
            .toList();
        sendAgain(again, writer);
        alarm(lane, waiting.stream().filter(Row::due).filter(it -> !again.contains(it)).toList());
        return waiting.size() > again.size();
    }

    private record Row(UUID message, @Nullable UUID bulk, int priority, Instant at, boolean due, boolean hopeless) {}

    /**
     * Whether the provider reported on what was accepted about that time: of the next 20 attempts, or of all in the minute
     * after, or, if there was none, of the last 20 in the day before, or else in the month before.
     */
    private boolean reportsFlowed(LaneId lane, Instant at) {
        var next = reported(lane, at, at.plus(A_MONTH), "");
        if (next.isEmpty()) {
            var day = reported(lane, at.minus(A_DAY), at, "desc");
            return allOf(day.isEmpty() ? reported(lane, at.minus(A_MONTH), at, "desc") : day);
        }
        return next.size() == WITNESSES && !next.contains(false) || allOf(reported(lane, at, at.plus(wait), ""));
    }

    private static boolean allOf(List<Boolean> reported) {
        return !reported.isEmpty() && !reported.contains(false);
    }

    /** The first 20 attempts after one time, up to another; with {@code desc} the last 20. The index by time (BRIN) finds pages, not rows: both ends keep them few. */
    private List<Boolean> reported(LaneId lane, Instant after, Instant until, String order) {
        return db.sql("""
                select state in ('SENT', 'DELIVERED', 'READ', 'FAILED') from outgoing_message
                 where lane_id = :lane and attempted_at > :after and attempted_at <= :until order by attempted_at %s limit :witnesses""".formatted(order))
            .param("lane", lane.value()).param("after", after.atOffset(ZoneOffset.UTC)).param("until", until.atOffset(ZoneOffset.UTC)).param("witnesses", WITNESSES)
            .query(Boolean.class).list();
    }

    private void sendAgain(List<Row> rows, String writer) {
        if (!rows.isEmpty()) {
            var moved = db.sql("""
                    update send_queue q set state = 'QUEUED', uncertain_since = null, ready_at = now()
                     where message_id = any(?) and state = 'UNCERTAIN'
                       and not exists (select 1 from outgoing_message m where m.id = q.message_id and m.state <> 'QUEUED') returning bulk_id""")
                .param(rows.stream().map(Row::message).toArray(UUID[]::new)).query((row, _) -> row.getObject(1, UUID.class)).list();
            move(moved, "uncertain", "queued", writer);
        }
    }

    private void alarm(LaneId lane, List<Row> stuck) {
        var oldest = stuck.stream().map(Row::at).min(Instant::compareTo);
        var minutes = oldest.map(it -> Duration.between(it, Instant.now()).toMinutes()).orElse(0L);
        if (minutes >= 2) {
            lanes.raise(lane, ALARM, "Meta non manda esiti da " + minutes + " minuti: " + stuck.size()
                + (stuck.size() == 1 ? " messaggio è in sospeso" : " messaggi sono in sospeso") + ", per non mandarli due volte.");
        } else {
            lanes.clear(lane, ALARM);
        }
    }

    private void move(List<@Nullable UUID> bulks, String from, String to, String writer) {
        Map<UUID, Delta> deltas = new HashMap<>();
        for (var bulk : bulks) {
            if (bulk != null) {
                deltas.computeIfAbsent(bulk, _ -> Delta.none()).move(from, to);
            }
        }
        deltas.forEach((bulk, delta) -> counts.add(new BulkId(bulk), delta, writer));
    }
}
