// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.sending;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.messaging.BulkId;
import it.filodiretto.messaging.ContentJson;
import it.filodiretto.messaging.Days;
import it.filodiretto.messaging.LaneId;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.MessageId;
import it.filodiretto.messaging.Priority;
import it.filodiretto.outbox.BulkCountTable;
import it.filodiretto.outbox.BulkCountTable.Delta;
import it.filodiretto.outbox.BulkRow;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code send_queue}: claiming and settling, in batches, by the holder of the lane's present epoch only. */
@Repository
class QueueTable {

    /**
     * Looks each row up by its key, in the order of the keys: no plan, made when the queue happened to be empty, reads all of it. How the
     * messages that were looked up are then changed is left to the planner, which knows how many there are in the month. Of whom the report came
     * first all is written already.
     */
    private static final String SETTLE = """
        with work as (
          select i.*, m.day, m.municipality_id, m.old_state, m.old_external_id, m.is_reported and m.old_by_template is not distinct from i.by_template as says_nothing_new
            from unnest(:ids::uuid[], :claims::timestamptz[], :verdicts::text[], :externals::text[], :codes::text[], :reasons::text[], :afters::float8[],
                        :templates::bool[])
              as i (id, claimed_at, verdict, external_id, code, reason, after, by_template)
            cross join lateral (
              select id, day, municipality_id, state as old_state, external_id as old_external_id, by_template as old_by_template,
                     state <> 'QUEUED' and external_id is not null and attempted_at is not null as is_reported from outgoing_message
               where id = i.id and day between :first and :last for update) m
            cross join lateral (
              select from send_queue where message_id = m.id and claimed_at = i.claimed_at and state = 'IN_FLIGHT' and epoch = :epoch for update) q),
        messages as (
          update outgoing_message m
             set state = case when w.old_state = 'QUEUED' and w.verdict in ('ACCEPTED', 'FAILED') then w.verdict else m.state end,
                 external_id = coalesce(m.external_id, w.external_id),
                 attempted_at = case when w.verdict = 'ACCEPTED' then coalesce(m.attempted_at, now()) else m.attempted_at end,
                 by_template = w.by_template,
                 failed_code = case when w.old_state = 'QUEUED' then w.code else m.failed_code end,
                 failed_reason = case when w.old_state = 'QUEUED' then w.reason else m.failed_reason end,
                 failed_at = case when w.old_state = 'QUEUED' and w.verdict = 'FAILED' then now() else m.failed_at end
            from work w where m.id = w.id and m.day between :first and :last and (w.verdict in ('ACCEPTED', 'FAILED', 'UNCERTAIN') or w.code is not null)
               and not w.says_nothing_new),
        references_to as (
          insert into outgoing_reference (municipality_id, day, message_id, external_id)
          select municipality_id, day, id, external_id from work where verdict = 'ACCEPTED' and external_id is not null and old_external_id is null),
        done as (
          delete from send_queue
           where message_id = any (array(select id from work where verdict in ('ACCEPTED', 'FAILED') or old_state <> 'QUEUED'))),
        back as (
          update send_queue q
             set state = case w.verdict when 'UNCERTAIN' then 'UNCERTAIN' else 'QUEUED' end,
                 uncertain_since = case w.verdict when 'UNCERTAIN' then q.claimed_at end,
                 template_only = q.template_only or w.verdict = 'TEMPLATE_ONLY',
                 attempts = q.attempts - case w.verdict when 'GIVEN_BACK' then 1 else 0 end,
                 ready_at = now() + make_interval(secs => w.after)
            from work w
           where q.message_id = w.id and w.verdict not in ('ACCEPTED', 'FAILED') and w.old_state = 'QUEUED'
             and q.message_id = any (array(select id from work where verdict not in ('ACCEPTED', 'FAILED'))))
        select id, verdict, old_state from work""";

    private final JdbcClient db;
    private final BulkCountTable counts;

    QueueTable(JdbcClient db, BulkCountTable counts) {
        this.db = db;
        this.counts = counts;
    }

    /** A row of the queue that is claimed now; its contents come after. @param at the claim, by the database's clock @param twin another message of the same sending to the same person */
    record Row(MessageId id, CitizenId citizen, int attempt, OffsetDateTime at, boolean templateOnly, @Nullable UUID twin, int priority) {}

    /** Claims messages to single persons, of this priority or a higher one, the most urgent first: from now on they are in flight. */
    List<Row> claim(LaneId lane, long epoch, Priority last, int limit) {
        return claim(lane, epoch, "bulk_id is null and priority <= :priority", Map.of("priority", last.ordinal()), limit);
    }

    /** Claims messages of a sending to many. @param after only such as were made after this one */
    List<Row> claim(long epoch, BulkRow bulk, UUID after, int limit) {
        return claim(bulk.lane(), epoch, "bulk_id = :bulk and priority = :priority and message_id > :after",
            Map.of("bulk", bulk.id().value(), "priority", bulk.priority().ordinal(), "after", after), limit);
    }

    /** Nothing is claimed with an old epoch. */
    private List<Row> claim(LaneId lane, long epoch, String condition, Map<String, ?> which, int limit) {
        var rows = new ArrayList<>(db.sql("""
                with next as (
                  select message_id from send_queue
                   where lane_id = :lane and %s and state = 'QUEUED' and ready_at <= now()
                     and exists (select 1 from sender_lane where id = :lane and epoch = :epoch)
                   order by priority, message_id limit :limit for update skip locked)
                update send_queue set state = 'IN_FLIGHT', epoch = :epoch, claimed_at = now(), attempts = attempts + 1
                 where message_id = any (array(select message_id from next))
                returning message_id, day, citizen_id, attempts, claimed_at, template_only, twin, priority""".formatted(condition))
            .param("lane", lane.value()).param("epoch", epoch).param("limit", limit).params(which)
            .query((row, _) -> new Row(new MessageId(row.getObject(1, UUID.class), row.getObject(2, LocalDate.class)),
                new CitizenId(row.getObject(3, UUID.class)), row.getInt(4), row.getObject(5, OffsetDateTime.class), row.getBoolean(6), row.getObject(7, UUID.class), row.getInt(8))).list());
        rows.sort(Comparator.comparingInt(Row::priority).thenComparing(it -> it.id().id()));
        return rows;
    }

    /** How messages stand: their state, or, of one that is not settled, whether it waits for its turn or is on its way. */
    Map<UUID, String> standings(Collection<MessageId> messages) {
        var found = new HashMap<UUID, String>();
        db.sql("""
                select m.id, case when m.state = 'QUEUED' and q.state <> 'QUEUED' then 'ON_ITS_WAY' else m.state end
                  from outgoing_message m left join send_queue q on q.message_id = m.id
                 where m.id = any(:ids::uuid[]) and m.day between :first and :last""")
            .param("ids", messages.stream().map(MessageId::id).toArray(UUID[]::new)).params(Days.of(messages.stream()))
            .query(row -> {
                found.put(row.getObject(1, UUID.class), row.getString(2));
            });
        return found;
    }

    /** Back into the queue unsent, for a while. */
    void putOff(Collection<MessageId> claimed, Duration by) {
        db.sql("update send_queue set state = 'QUEUED', attempts = attempts - 1, ready_at = now() + make_interval(secs => ?) where message_id = any(?)")
            .param(by.toMillis() / 1000.0).param(claimed.stream().map(MessageId::id).toArray(UUID[]::new)).update();
    }

    record Contents(MessageContent content, @Nullable MessageContent otherwise) {}

    /** What single messages say. */
    Map<UUID, Contents> contents(Collection<Row> rows) {
        var found = new HashMap<UUID, Contents>();
        db.sql("select m.id, m.content, m.otherwise from outgoing_message m join unnest(?::uuid[], ?::date[]) as i (id, day) on m.id = i.id and m.day = i.day")
            .param(rows.stream().map(it -> it.id().id()).toArray(UUID[]::new))
            .param(rows.stream().map(it -> it.id().day().toString()).toArray(String[]::new))
            .query(row -> {
                var otherwise = row.getString(3);
                found.put(row.getObject(1, UUID.class),
                    new Contents(ContentJson.readOutgoing(row.getString(2)), otherwise == null ? null : ContentJson.readOutgoing(otherwise)));
            });
        return found;
    }

    /** Takes messages out for good without an attempt. @param state {@code LEFT}, {@code EXCLUDED} or {@code FAILED} */
    void drop(Collection<MessageId> ids, String state, @Nullable String code, @Nullable String reason) {
        if (ids.isEmpty()) {
            return;
        }
        var uuids = ids.stream().map(MessageId::id).toArray(UUID[]::new);
        db.sql("""
                update outgoing_message set state = :state, failed_code = :code, failed_reason = :reason, failed_at = case when :state = 'FAILED' then now() end
                 where id = any(:ids::uuid[]) and day between :first and :last""")
            .param("state", state).param("code", code).param("reason", reason).param("ids", uuids)
            .params(Days.of(ids.stream())).update();
        db.sql("delete from send_queue where message_id = any(?)").param(uuids).update();
    }

    /**
     * Writes down what came of claimed messages. Those that another holder has taken over meanwhile are left as they are, and so is
     * the next attempt of one that went back: the answer to its last may be told twice, if the word that it was written down is lost.
     *
     * @return the accepted ones among those, for what the provider took is true whoever asked; and those that a report had
     *     failed before
     */
    Done settle(LaneId lane, long epoch, List<Settled> batch, String writer) {
        var sorted = batch.stream().sorted(Comparator.comparing(it -> it.message().id().id())).toList();
        var byId = new HashMap<UUID, Settled>();
        sorted.forEach(it -> byId.put(it.message().id().id(), it));
        var deltas = new HashMap<BulkId, Delta>();
        var failedBefore = new ArrayList<MessageId>();
        db.sql(SETTLE)
            .param("epoch", epoch)
            .param("ids", sorted.stream().map(it -> it.message().id().id()).toArray(UUID[]::new))
            .params(Days.of(sorted.stream().map(it -> it.message().id())))
            .param("claims", sorted.stream().map(it -> it.message().at().toString()).toArray(String[]::new))
            .param("verdicts", sorted.stream().map(it -> it.verdict().name()).toArray(String[]::new))
            .param("externals", sorted.stream().map(Settled::externalId).toArray(String[]::new))
            .param("codes", sorted.stream().map(Settled::code).toArray(String[]::new))
            .param("reasons", sorted.stream().map(Settled::reason).toArray(String[]::new))
            .param("afters", sorted.stream().map(it -> it.after().toMillis() / 1000.0).toArray(Double[]::new))
            .param("templates", sorted.stream().map(it -> it.message().content() instanceof MessageContent.Template).toArray(Boolean[]::new))
            .query(row -> {
                var settled = byId.remove(row.getObject("id", UUID.class));
                if (settled != null && row.getString("old_state").equals("FAILED")) {
                    failedBefore.add(settled.message().id());
                }
                if (settled != null && settled.message().bulk() != null && row.getString("old_state").equals("QUEUED")) {
                    var delta = deltas.computeIfAbsent(settled.message().bulk(), _ -> Delta.none());
                    delta.move("in_flight", column(settled.verdict()));
                    if (settled.verdict() == Settled.Verdict.FAILED) {
                        delta.failure(String.valueOf(settled.code()), settled.reason(), 1);
                    }
                }
            });
        deltas.forEach((bulk, delta) -> counts.add(bulk, delta, writer));
        return new Done(byId.values().stream().filter(it -> it.verdict() == Settled.Verdict.ACCEPTED).toList(), failedBefore);
    }

    record Done(List<Settled> late, List<MessageId> failedBefore) {}

    private static String column(Settled.Verdict verdict) {
        return switch (verdict) {
            case ACCEPTED -> "accepted";
            case FAILED -> "failed";
            case UNCERTAIN -> "uncertain";
            case RETRY, TEMPLATE_ONLY, GIVEN_BACK -> "queued";
        };
    }
}
