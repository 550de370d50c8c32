// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outbox;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.messaging.BulkId;
import it.filodiretto.messaging.ContentJson;
import it.filodiretto.messaging.LaneId;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.MessageId;
import it.filodiretto.messaging.Priority;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code bulk}. */
@Repository
public class BulkTable {

    private static final String COLUMNS = """
        id, lane_id, priority, stage, day, operator_id, recipients, filled, pause_reason, started_at, finished_at""";

    private final JdbcClient db;

    BulkTable(JdbcClient db) {
        this.db = db;
    }

    void insert(BulkOrder order, LaneId lane) {
        var operator = order.origin().operator();
        var automatic = order.origin().automatic();
        db.sql("""
                insert into bulk (id, lane_id, priority, stage, day, free_text, template, operator_id, automatic_kind, recipients, started_at)
                values (:id, :lane, :priority, 'RUNNING', :day, :text::jsonb, :template::jsonb, :operator, :automatic, :recipients, :at)""")
            .param("id", order.id().value())
            .param("lane", lane.value())
            .param("priority", order.priority().ordinal())
            .param("day", LocalDate.now(ZoneOffset.UTC))
            .param("text", ContentJson.write(order.freeText()))
            .param("template", ContentJson.write(order.template()))
            .param("operator", operator == null ? null : operator.value())
            .param("automatic", automatic == null ? null : automatic.name())
            .param("recipients", order.recipients())
            .param("at", order.startedAt().atOffset(ZoneOffset.UTC))
            .update();
    }

    public BulkRow get(BulkId id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException("No such sending: " + id.value()));
    }

    Optional<BulkRow> find(BulkId id) {
        return db.sql("select " + COLUMNS + " from bulk where id = ?").param(id.value()).query(BulkTable::read).optional();
    }

    /** The sendings of a lane that have work, the most urgent first. */
    public List<BulkRow> running(LaneId lane) {
        return db.sql("select " + COLUMNS + """
                 from bulk where lane_id = ? and stage in ('RUNNING', 'CANCELLED') and finished_at is null
                order by priority, started_at""")
            .param(lane.value()).query(BulkTable::read).list();
    }

    /** The sendings of a lane that are not over yet, also paused ones. */
    public List<BulkRow> unfinished(LaneId lane) {
        return db.sql("select " + COLUMNS + " from bulk where lane_id = ? and finished_at is null").param(lane.value())
            .query(BulkTable::read).list();
    }

    public void changeStage(BulkId id, BulkState.Stage from, BulkState.Stage to, @Nullable String reason) {
        db.sql("update bulk set stage = ?, pause_reason = ? where id = ? and stage = ? and finished_at is null")
            .param(to.name()).param(reason).param(id.value()).param(from.name()).update();
    }

    void cancel(BulkId id) {
        db.sql("update bulk set stage = 'CANCELLED', pause_reason = null where id = ? and stage in ('RUNNING', 'PAUSED') and finished_at is null")
            .param(id.value()).update();
    }

    void end(BulkId id) {
        db.sql("update bulk set ended_at = now() where id = ? and ended_at is null").param(id.value()).update();
    }

    void filled(BulkId id, long recipients) {
        db.sql("update bulk set filled = true, recipients = ? where id = ?").param(recipients).param(id.value()).update();
    }

    /** Ends it if nobody is left for whom something is to be done; a cancelled one is ended when it is swept. */
    public void finishIfDone(BulkId id) {
        db.sql("""
                update bulk set finished_at = now(), stage = 'FINISHED'
                 where id = :id and filled and finished_at is null and stage <> 'CANCELLED'
                   and (select coalesce(sum(queued + in_flight + uncertain), 0) from bulk_count where bulk_id = :id) = 0""")
            .param("id", id.value()).update();
    }

    /** Ends a cancelled one. */
    public void finish(BulkId id) {
        db.sql("""
                update bulk set finished_at = now() where id = ? and finished_at is null""").param(id.value()).update();
    }

    public Contents contents(BulkId id) {
        return db.sql("select free_text, template from bulk where id = ?").param(id.value())
            .query((row, _) -> {
                var text = row.getString(1);
                return new Contents(text == null ? null : ContentJson.readOutgoing(text), ContentJson.readOutgoing(row.getString(2)));
            }).single();
    }

    public record Contents(@Nullable MessageContent freeText, MessageContent template) {}

    long takenSince(Instant since) {
        return db.sql("""
                select coalesce(sum(accepted + sent + delivered + read), 0) from bulk_count
                 where bulk_id in (select id from bulk where started_at > ?)""")
            .param(since.atOffset(ZoneOffset.UTC)).query(Long.class).single();
    }

    private static final String WRITTEN_FIRST = """
             from bulk b join outgoing_message m on m.bulk_id = b.id and m.day = b.day
            where b.started_at > ? and m.by_template is not false and m.state in ('ACCEPTED', 'SENT', 'DELIVERED', 'READ')""";

    long countWrittenFirst(Instant since) {
        return db.sql("select count(distinct m.citizen_id)" + WRITTEN_FIRST).param(since.atOffset(ZoneOffset.UTC)).query(Long.class).single();
    }

    Set<CitizenId> writtenFirst(Instant since) {
        return new HashSet<>(db.sql("select distinct m.citizen_id" + WRITTEN_FIRST).param(since.atOffset(ZoneOffset.UTC))
            .query((row, _) -> new CitizenId(row.getObject(1, UUID.class))).list());
    }

    List<Bulks.Unreached> unreachedSince(Instant since, int limit) {
        return db.sql("""
                select distinct on (citizen_id) citizen_id, coalesce(failed_code, '') as code, coalesce(failed_reason, '') as reason, failed_at
                  from outgoing_message where state = 'FAILED' and failed_at > ? and bulk_id is not null
                 order by citizen_id, failed_at desc limit ?""")
            .param(since.atOffset(ZoneOffset.UTC)).param(limit)
            .query((row, _) -> new Bulks.Unreached(new CitizenId(row.getObject(1, UUID.class)), row.getString(2), row.getString(3),
                row.getObject(4, OffsetDateTime.class).toInstant())).list();
    }

    Map<BulkId, Long> deliveredSince(Instant since) {
        var found = new HashMap<BulkId, Long>();
        db.sql("""
                select c.bulk_id, sum(c.delivered + c.read) from bulk_count c join bulk b on b.id = c.bulk_id
                 where b.started_at >= ? group by c.bulk_id""")
            .param(since.atOffset(ZoneOffset.UTC))
            .query(row -> {
                found.put(new BulkId(row.getObject(1, UUID.class)), row.getLong(2));
            });
        return found;
    }

    List<CitizenId> reached(BulkId id, @Nullable CitizenId after, int limit) {
        return people(id, after, limit, "state in ('QUEUED', 'ACCEPTED', 'SENT', 'DELIVERED', 'READ')", List.of());
    }

    boolean isBeingSwept(BulkId id) {
        return db.sql("""
                select exists (select from bulk b join send_queue q on q.lane_id = b.lane_id and q.bulk_id = b.id and q.state = 'QUEUED'
                                where b.id = ? and b.stage = 'CANCELLED')""").param(id.value()).query(Boolean.class).single();
    }

    Set<CitizenId> reachedAmong(Collection<BulkId> ids, Collection<CitizenId> people) {
        return new HashSet<>(db.sql("""
                select m.citizen_id from bulk b join outgoing_message m on m.bulk_id = b.id and m.day = b.day
                 where b.id = any(:bulks) and m.citizen_id = any(:people) and m.state in ('QUEUED', 'ACCEPTED', 'SENT', 'DELIVERED', 'READ')""")
            .param("bulks", ids.stream().map(BulkId::value).toArray(UUID[]::new)).param("people", people.stream().map(CitizenId::value).toArray(UUID[]::new))
            .query((row, _) -> new CitizenId(row.getObject(1, UUID.class))).list());
    }

    List<CitizenId> failed(BulkId id, Collection<String> butForCodes, @Nullable CitizenId after, int limit) {
        return people(id, after, limit, "state = 'FAILED' and coalesce(failed_code, '') <> all(:codes::text[])", butForCodes);
    }

    private List<CitizenId> people(BulkId id, @Nullable CitizenId after, int limit, String which, Collection<String> codes) {
        var sql = """
            select citizen_id from outgoing_message
             where bulk_id = :bulk and day = (select day from bulk where id = :bulk) and citizen_id > :after and %s
             order by citizen_id limit :limit""".formatted(which);
        return db.sql(sql)
            .param("bulk", id.value()).param("after", after == null ? new UUID(0, 0) : after.value())
            .param("codes", codes.toArray(String[]::new)).param("limit", limit)
            .query((row, _) -> new CitizenId(row.getObject(1, UUID.class))).list();
    }

    /** Asks each of its messages, once, when it is over. */
    List<Bulks.Minute> minutes(BulkId id) {
        return db.sql("""
                select date_trunc('minute', coalesce(attempted_at, sent_at, delivered_at, read_at), 'UTC') as minute,
                       count(*) filter (where by_template), count(*) filter (where not by_template), count(*) filter (where by_template is null)
                  from outgoing_message
                 where bulk_id = :bulk and day = (select day from bulk where id = :bulk) and coalesce(attempted_at, sent_at, delivered_at, read_at) is not null
                 group by 1 order by 1""")
            .param("bulk", id.value())
            .query((row, _) -> new Bulks.Minute(row.getObject(1, OffsetDateTime.class).toInstant(), row.getLong(2), row.getLong(3), row.getLong(4))).list();
    }

    List<Bulks.Outcome> outcomes(BulkId id, @Nullable MessageId after, int limit) {
        return db.sql("""
                select m.id, m.day, m.citizen_id, coalesce(nullif(q.state, 'QUEUED'), m.state) as state, m.failed_code, m.failed_reason,
                       coalesce(m.read_at, m.delivered_at, m.failed_at, m.sent_at, m.attempted_at) as at
                  from outgoing_message m left join send_queue q on q.message_id = m.id and m.state = 'QUEUED'
                 where m.bulk_id = :bulk and m.id > :after order by m.id limit :limit""")
            .param("bulk", id.value())
            .param("after", after == null ? new UUID(0, 0) : after.id())
            .param("limit", limit)
            .query((row, _) -> new Bulks.Outcome(
                new MessageId(row.getObject("id", UUID.class), row.getObject("day", LocalDate.class)),
                new CitizenId(row.getObject("citizen_id", UUID.class)), row.getString("state"), row.getString("failed_code"),
                row.getString("failed_reason"), instant(row, "at"))).list();
    }

    private static BulkRow read(ResultSet row, int index) throws SQLException {
        return new BulkRow(new BulkId(row.getObject("id", UUID.class)), new LaneId(row.getObject("lane_id", UUID.class)),
            Priority.values()[row.getInt("priority")], BulkState.Stage.valueOf(row.getString("stage")),
            row.getObject("day", LocalDate.class), row.getObject("operator_id", UUID.class), row.getLong("recipients"),
            row.getBoolean("filled"), row.getString("pause_reason"),
            row.getObject("started_at", OffsetDateTime.class).toInstant(), instant(row, "finished_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
