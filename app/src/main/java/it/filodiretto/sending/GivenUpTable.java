// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.sending;

import it.filodiretto.channel.LaneTable;
import it.filodiretto.messaging.BulkId;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.Days;
import it.filodiretto.messaging.Lane;
import it.filodiretto.messaging.MessageId;
import it.filodiretto.outbox.BulkCountTable;
import it.filodiretto.outbox.BulkCountTable.Delta;
import it.filodiretto.outbox.BulkTable;
import it.filodiretto.outbox.FailedReplies;
import it.filodiretto.outbox.Outbox;
import it.filodiretto.outbox.StuckTable;
import it.filodiretto.outbox.Wakeups;
import it.filodiretto.page.Italian;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Tables {@code send_queue}, {@code outgoing_message} and {@code bulk}: what was to leave by an account that the town has given up. */
@Repository
@Transactional
class GivenUpTable {

    private static final String CODE = "account-given-up";
    private static final String WORDS = "Il Comune non usa più il numero o la casella da cui doveva partire.";
    private static final String UNKNOWN = "Non sappiamo se sia arrivato: era in viaggio quando il Comune ha cambiato numero o casella.";
    private static final String WRITER = "given-up";
    private static final int PAGE = 2_000;
    private static final String ALARM = "given-up";
    private static final Duration MAY_COME_BACK = Duration.ofDays(1);

    private final JdbcClient db;
    private final LaneTable lanes;
    private final BulkTable bulks;
    private final BulkCountTable counts;
    private final QueueTable queue;
    private final EndingTable endings;
    private final FailedReplies replies;
    private final Wakeups wakeups;
    private final Clock clock;

    GivenUpTable(JdbcClient db, LaneTable lanes, BulkTable bulks, BulkCountTable counts, QueueTable queue, EndingTable endings, FailedReplies replies,
            Wakeups wakeups, Clock clock) {
        this.db = db;
        this.lanes = lanes;
        this.bulks = bulks;
        this.counts = counts;
        this.queue = queue;
        this.endings = endings;
        this.replies = replies;
        this.wakeups = wakeups;
        this.clock = clock;
    }

    private record Waiting(MessageId id, @Nullable BulkId bulk, String state) {}

    /** A page of it, in the current municipality. @return whether there may be more */
    boolean clearSome(Lane old) {
        var successor = lanes.ofTown(old.channel());
        successor.ifPresent(it -> moveSendings(old, it));
        int moved = successor.map(it -> moveMessages(old, it)).orElse(0);
        if (moved > 0) {
            return true;
        }
        boolean swept = endings.attend(old.id(), WRITER);
        boolean waits = successor.isEmpty() && lanes.wasInUseWithin(old.id(), MAY_COME_BACK) && warn(old);
        lanes.alarms().stream().filter(it -> it.lane().equals(old.id()) && !(waits && it.code().equals(ALARM))).forEach(it -> lanes.clear(old.id(), it.code()));
        return !waits && fail(old) || swept;
    }

    /** The town sends by all its accounts but these. */
    void areInUse(Collection<Lane> givenUp) {
        lanes.alarms().stream().filter(it -> it.code().equals(ALARM) && givenUp.stream().noneMatch(lane -> lane.id().equals(it.lane())))
            .forEach(it -> lanes.clear(it.lane(), ALARM));
    }

    /** @return whether anything waits */
    private boolean warn(Lane old) {
        long waiting = db.sql("select count(*) from send_queue where lane_id = ?").param(old.id().value()).query(Long.class).single();
        if (waiting > 0) {
            lanes.raiseMissing(old.id(), ALARM, "Nelle impostazioni del programma manca " + name(old.channel()) + " da cui il Comune scriveva: "
                + (waiting == 1 ? "1 messaggio aspetta" : Italian.number(waiting) + " messaggi aspettano")
                + ". Se è un errore, chi amministra il servizio rimetta quello di prima: dopo un giorno risulteranno non inviati.");
        }
        return waiting > 0;
    }

    private static String name(ChannelKind channel) {
        return switch (channel) {
            case WHATSAPP -> "il numero di WhatsApp";
            case MAIL -> "la casella e-mail";
            case WEBCHAT, PHONE, DESK -> "il canale";
        };
    }

    /** What a person refused on the old number she refuses on the new one, unless she has said there since that she wants it; a sending that it may not carry stays, and fails. */
    private void moveSendings(Lane old, Lane successor) {
        db.sql("""
                delete from restraint o where lane_id = :to and kind = 'MARKETING' and until_at is not null
                   and exists (select 1 from restraint r where r.lane_id = :from and r.citizen_id = o.citizen_id and r.kind = o.kind and r.until_at is null
                                  and coalesce(r.decided_at, 'infinity') >= coalesce(o.decided_at, '-infinity'))""")
            .param("from", old.id().value()).param("to", successor.id().value()).update();
        db.sql("""
                update restraint r set lane_id = :to where lane_id = :from and kind = 'MARKETING' and until_at is null
                   and not exists (select 1 from restraint o where o.lane_id = :to and o.citizen_id = r.citizen_id and o.kind = r.kind)""")
            .param("from", old.id().value()).param("to", successor.id().value()).update();
        db.sql("""
                update bulk b set lane_id = :to from sender_lane l
                 where b.lane_id = :from and b.finished_at is null and l.id = :to
                   and (b.operator_id is not null or l.allowed_automatic is null or coalesce(b.automatic_kind = any(l.allowed_automatic), false))""")
            .param("from", old.id().value()).param("to", successor.id().value()).update();
    }

    /** Free text goes where the person has written lately: to the new number she has perhaps not. */
    private int moveMessages(Lane old, Lane successor) {
        var page = db.sql("""
                select q.message_id, q.day from send_queue q, sender_lane l
                 where q.lane_id = :from and q.state = 'QUEUED' and l.id = :to
                   and case when q.bulk_id is not null then exists (select 1 from bulk b where b.id = q.bulk_id and b.lane_id = :to)
                       else exists (select 1 from outgoing_message m where m.id = q.message_id and m.day = q.day
                              and (m.operator_id is not null or l.allowed_automatic is null or coalesce(m.automatic_kind = any(l.allowed_automatic), false))
                              and (l.channel <> 'WHATSAPP' or m.content ->> 'kind' = 'template' or m.otherwise is not null
                                   or exists (select 1 from service_window w where w.lane_id = :to and w.citizen_id = q.citizen_id and w.last_inbound_at > :open))) end
                 order by q.message_id limit :page for update of q skip locked""")
            .param("from", old.id().value()).param("to", successor.id().value()).param("page", PAGE)
            .param("open", clock.instant().minus(Outbox.SERVICE_WINDOW).atOffset(ZoneOffset.UTC))
            .query((row, _) -> new MessageId(row.getObject(1, UUID.class), row.getObject(2, LocalDate.class))).list();
        if (!page.isEmpty()) {
            db.sql("update outgoing_message set lane_id = :to where id = any(:ids) and day between :first and :last")
                .param("to", successor.id().value()).param("ids", ids(page)).params(Days.of(page.stream())).update();
            db.sql("update send_queue set lane_id = ? where message_id = any(?)").param(successor.id().value()).param(ids(page)).update();
            wakeups.afterCommit(successor.id());
        }
        return page.size();
    }

    /** What waits is held as by who claims, in the queue first; of what was on its way the message first, as by who tells what became of it. */
    private boolean fail(Lane old) {
        var waiting = rows(old, "state = 'QUEUED' order by message_id limit " + PAGE + " for update skip locked", new UUID[0]);
        if (!waiting.isEmpty()) {
            fail(waiting, open(waiting), CODE, WORDS);
            return true;
        }
        var away = rows(old, "state <> 'QUEUED' order by message_id limit " + PAGE, new UUID[0]);
        if (!away.isEmpty()) {
            var open = open(away);
            var still = rows(old, "state <> 'QUEUED' and message_id = any(:ids) order by message_id for update", ids(away.stream().map(Waiting::id).toList()));
            fail(still, open, StuckTable.CODE, UNKNOWN);
        }
        return !away.isEmpty();
    }

    private List<Waiting> rows(Lane old, String which, UUID[] ids) {
        return db.sql("select message_id, day, bulk_id, state from send_queue where lane_id = :lane and " + which).param("lane", old.id().value()).param("ids", ids)
            .query((row, _) -> new Waiting(new MessageId(row.getObject(1, UUID.class), row.getObject(2, LocalDate.class)),
                Optional.ofNullable(row.getObject(3, UUID.class)).map(BulkId::new).orElse(null), row.getString(4))).list();
    }

    /** Those of them, locked, that no report has settled. */
    private Set<UUID> open(List<Waiting> rows) {
        var all = rows.stream().map(Waiting::id).toList();
        return db.sql("select id from outgoing_message where id = any(:ids) and day between :first and :last and state = 'QUEUED' order by id for update")
            .param("ids", ids(all)).params(Days.of(all.stream())).query(UUID.class).set();
    }

    private void fail(List<Waiting> rows, Set<UUID> open, String code, String words) {
        var all = rows.stream().map(Waiting::id).toList();
        var failed = rows.stream().filter(it -> open.contains(it.id().id())).toList();
        queue.drop(failed.stream().map(Waiting::id).toList(), "FAILED", code, words);
        db.sql("delete from send_queue where message_id = any(?)").param(ids(all)).update();
        var deltas = new HashMap<BulkId, Delta>();
        failed.forEach(it -> {
            if (it.bulk() != null) {
                deltas.computeIfAbsent(it.bulk(), _ -> Delta.none()).move(it.state().toLowerCase(Locale.ROOT), "failed").failure(code, words, 1);
            }
        });
        deltas.forEach((bulk, delta) -> {
            counts.add(bulk, delta, WRITER);
            bulks.finishIfDone(bulk);
        });
        replies.tell(failed.stream().filter(it -> it.bulk() == null).map(Waiting::id).toList());
    }

    private static UUID[] ids(Collection<MessageId> messages) {
        return messages.stream().map(MessageId::id).toArray(UUID[]::new);
    }
}
