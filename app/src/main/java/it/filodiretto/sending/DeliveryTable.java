// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.sending;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.messaging.BulkId;
import it.filodiretto.messaging.Consequence;
import it.filodiretto.messaging.Days;
import it.filodiretto.messaging.LaneId;
import it.filodiretto.messaging.MessageId;
import it.filodiretto.outbox.BulkCountTable;
import it.filodiretto.outbox.BulkCountTable.Delta;
import it.filodiretto.sending.Consequences.Changes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * How reports change tables {@code outgoing_message} and {@code send_queue}. States have an order, QUEUED, LEFT and EXCLUDED <
 * ACCEPTED < SENT < FAILED < DELIVERED < READ, and only ever go up: the end is the same in whatever order reports come.
 */
@Repository
class DeliveryTable {

    /** Looks each row up by its key, in the order of the keys, as {@code QueueTable} does. */
    private static final String RECORD = """
        with old as (
          select i.*, m.day, m.municipality_id, m.external_id as old_external_id, m.state as old_state, m.bulk_id, m.citizen_id, m.failed_code as old_code, m.replaced_external_id
            from unnest(:ids::uuid[], :externals::text[], :accepted::timestamptz[], :sent::timestamptz[],
                        :delivered::timestamptz[], :read::timestamptz[], :failed::timestamptz[], :codes::text[], :reasons::text[])
              as i (id, external_id, accepted_at, sent_at, delivered_at, read_at, failed_at, code, reason)
            cross join lateral (
              select day, municipality_id, external_id, state, bulk_id, citizen_id, failed_code, replaced_external_id from outgoing_message
               where id = i.id and day between :first and :last for update) m),
        waiting as (
          select message_id, state from send_queue
           where message_id = any (array(select id from old where old_state in ('QUEUED', 'LEFT', 'EXCLUDED'))) order by message_id for update),
        new as (
          select old.*, w.state as waiting_state,
                 case when old.read_at is not null or old.old_state = 'READ' then 'READ'
                      when old.delivered_at is not null or old.old_state = 'DELIVERED' then 'DELIVERED'
                      when old.failed_at is not null or old.old_state = 'FAILED' then 'FAILED'
                      when old.sent_at is not null or old.old_state = 'SENT' then 'SENT'
                      else 'ACCEPTED' end as new_state
            from old left join waiting w on w.message_id = old.id
           where old.replaced_external_id is distinct from old.external_id),
        changed as (
          update outgoing_message m
             set state = new.new_state, external_id = coalesce(m.external_id, new.external_id),
                 attempted_at = coalesce(m.attempted_at, new.accepted_at, new.sent_at, new.delivered_at, new.read_at, now()),
                 sent_at = coalesce(m.sent_at, new.sent_at), delivered_at = coalesce(m.delivered_at, new.delivered_at),
                 read_at = coalesce(m.read_at, new.read_at), failed_at = coalesce(m.failed_at, new.failed_at),
                 failed_code = coalesce(m.failed_code, new.code), failed_reason = coalesce(m.failed_reason, new.reason)
            from new
           where m.id = new.id and m.day between :first and :last
             and (new.new_state <> new.old_state or m.external_id is null or (m.sent_at is null and new.sent_at is not null)
               or (m.delivered_at is null and new.delivered_at is not null))),
        references_to as (
          insert into outgoing_reference (municipality_id, day, message_id, external_id)
          select municipality_id, day, id, external_id from new where old_external_id is null),
        gone as (
          delete from send_queue where message_id = any (array(select id from new where waiting_state <> 'IN_FLIGHT')))
        select id, bulk_id, citizen_id, old_state, waiting_state, new_state, code, reason, old_code from new""";

    private final JdbcClient db;
    private final BulkCountTable counts;

    DeliveryTable(JdbcClient db, BulkCountTable counts) {
        this.db = db;
        this.counts = counts;
    }

    /** Records the reports; those whose message is not known are parked. */
    Changes record(LaneId lane, List<DeliveryReport> reports, String writer) {
        var named = resolve(reports);
        var merged = new TreeMap<UUID, Merged>();
        var unknown = new ArrayList<DeliveryReport>();
        for (var report : reports) {
            var id = report.id() != null ? report.id() : named.get(report.externalId());
            if (id == null) {
                unknown.add(report);
            } else {
                merged.computeIfAbsent(id.id(), _ -> new Merged(id, report.externalId())).add(report);
            }
        }
        park(lane, unknown);
        return apply(merged, writer);
    }

    /** The provider's word that these were accepted, though their queue rows are no longer ours to settle. */
    void recordAccepted(Map<MessageId, String> externalIds, String writer) {
        var merged = new TreeMap<UUID, Merged>();
        externalIds.forEach((id, external) -> {
            var one = new Merged(id, external);
            one.accepted = Instant.now();
            merged.put(id.id(), one);
        });
        apply(merged, writer);
    }

    /** Reports that came before the answer which told these external ids. */
    Changes applyParked(LaneId lane, Collection<String> externalIds, String writer) {
        var parked = db.sql("delete from parked_report where external_id = any(?) returning external_id, status, at, code, reason, consequence")
            .param(externalIds.toArray(String[]::new))
            .query((row, _) -> new DeliveryReport(row.getString(1), null, DeliveryReport.Status.valueOf(row.getString(2)),
                row.getObject(3, java.time.OffsetDateTime.class).toInstant(), row.getString(4), row.getString(5), Consequence.valueOf(row.getString(6)))).list();
        return parked.isEmpty() ? new Changes(List.of(), List.of()) : record(lane, parked, writer);
    }

    Optional<Deliveries.Sent> find(String externalId) {
        return db.sql("select id, day, citizen_id, bulk_id from messages_called(?) limit 1").param(externalId)
            .query((row, _) -> {
                var bulk = row.getObject("bulk_id", UUID.class);
                return new Deliveries.Sent(new MessageId(row.getObject("id", UUID.class), row.getObject("day", LocalDate.class)),
                    new CitizenId(row.getObject("citizen_id", UUID.class)), bulk == null ? null : new BulkId(bulk));
            }).optional();
    }

    /** By the few sendings of that time, each of which finds its message by its key: no index by person over all of them. */
    Optional<BulkId> latestBulk(CitizenId citizen, Instant since, Instant until) {
        var bulks = lately(since);
        return bulks.isEmpty() ? Optional.empty() : latestBulk(bulks, citizen, since, until);
    }

    private record Sending(UUID id, LocalDate day) {}

    /** Most hours have none, and looking for messages in every month costs each message that arrives. */
    private List<Sending> lately(Instant since) {
        return db.sql("select id, day from bulk where coalesce(finished_at, 'infinity') >= ?").param(since.atOffset(ZoneOffset.UTC))
            .query((row, _) -> new Sending(row.getObject(1, UUID.class), row.getObject(2, LocalDate.class))).list();
    }

    private Optional<BulkId> latestBulk(List<Sending> bulks, CitizenId citizen, Instant since, Instant until) {
        var days = bulks.stream().map(Sending::day).sorted().toList();
        return db.sql("""
                select m.bulk_id from outgoing_message m
                 where m.bulk_id = any(:bulks::uuid[]) and m.citizen_id = :citizen and m.day between :first and :last
                   and m.state in ('ACCEPTED', 'SENT', 'DELIVERED', 'READ')
                   and coalesce(m.attempted_at, m.sent_at, m.delivered_at) between :since and :until
                 order by coalesce(m.attempted_at, m.sent_at, m.delivered_at) desc limit 1""")
            .param("bulks", bulks.stream().map(Sending::id).toArray(UUID[]::new)).param("first", days.getFirst()).param("last", days.getLast())
            .param("citizen", citizen.value()).param("since", since.atOffset(ZoneOffset.UTC)).param("until", until.atOffset(ZoneOffset.UTC))
            .query((row, _) -> new BulkId(row.getObject(1, UUID.class))).optional();
    }

    private Map<String, MessageId> resolve(List<DeliveryReport> reports) {
        var externals = reports.stream().filter(it -> it.id() == null).map(DeliveryReport::externalId).distinct().toArray(String[]::new);
        var found = new HashMap<String, MessageId>();
        if (externals.length > 0) {
            db.sql("select m.external_id, m.id, m.day from unnest(?) as it (external_id) cross join lateral messages_called(it.external_id) m").param(externals)
                .query(row -> {
                    found.put(row.getString(1), new MessageId(row.getObject(2, UUID.class), row.getObject(3, LocalDate.class)));
                });
        }
        return found;
    }

    private void park(LaneId lane, List<DeliveryReport> reports) {
        if (!reports.isEmpty()) {
            db.sql("""
                    insert into parked_report (lane_id, external_id, status, at, code, reason, consequence)
                    select distinct on (external_id, status) :lane, external_id, status, at, code, reason, consequence
                      from unnest(:externals::text[], :statuses::text[], :times::timestamptz[], :codes::text[], :reasons::text[], :consequences::text[])
                        as i (external_id, status, at, code, reason, consequence)
                     order by external_id, status
                    on conflict do nothing""")
                .param("lane", lane.value())
                .param("externals", reports.stream().map(DeliveryReport::externalId).toArray(String[]::new))
                .param("statuses", reports.stream().map(it -> it.status().name()).toArray(String[]::new))
                .param("times", reports.stream().map(it -> it.at().atOffset(ZoneOffset.UTC).toString()).toArray(String[]::new))
                .param("codes", reports.stream().map(DeliveryReport::code).toArray(String[]::new))
                .param("reasons", reports.stream().map(DeliveryReport::reason).toArray(String[]::new))
                .param("consequences", reports.stream().map(it -> it.consequence().name()).toArray(String[]::new))
                .update();
        }
    }

    private Changes apply(Map<UUID, Merged> merged, String writer) {
        var changes = new Changes(new ArrayList<>(), new ArrayList<>());
        if (merged.isEmpty()) {
            return changes;
        }
        var deltas = new HashMap<UUID, Delta>();
        var columns = new Columns(merged.values());
        db.sql(RECORD)
            .param("ids", columns.ids).params(columns.days).param("externals", columns.externals)
            .param("accepted", columns.accepted).param("sent", columns.sent).param("delivered", columns.delivered)
            .param("read", columns.read).param("failed", columns.failed).param("codes", columns.codes).param("reasons", columns.reasons)
            .query(row -> {
                var bulk = row.getObject("bulk_id", UUID.class);
                var before = column(row.getString("old_state"), row.getString("waiting_state"));
                var after = column(row.getString("new_state"), null);
                note(changes, merged.get(row.getObject("id", UUID.class)), row, before, after);
                if (bulk != null && !before.equals(after)) {
                    deltas.computeIfAbsent(bulk, _ -> Delta.none()).move(before, after);
                    if (after.equals("failed")) {
                        deltas.get(bulk).failure(row.getString("code"), row.getString("reason"), 1);
                    } else if (before.equals("failed")) {
                        deltas.get(bulk).failure(row.getString("old_code"), "", -1);
                    }
                }
            });
        deltas.forEach((bulk, delta) -> counts.add(new BulkId(bulk), delta, writer));
        return changes;
    }

    private static void note(Changes changes, @Nullable Merged merged, ResultSet row, String before, String after) throws SQLException {
        if (merged == null) {
            return;
        }
        if (after.equals("failed")) {
            var bulk = row.getObject("bulk_id", UUID.class);
            if (!before.equals("failed") && (bulk == null || merged.consequence != Consequence.NONE)) {
                changes.failed().add(new Consequences.Failed(merged.id, new CitizenId(row.getObject("citizen_id", UUID.class)),
                    bulk == null ? null : new BulkId(bulk), String.valueOf(row.getString("code")), String.valueOf(row.getString("reason")), merged.consequence));
            }
        } else if (!after.equals("accepted")) {
            changes.arrived().add(merged.id);
        }
    }

    /** Which count a message is in; {@code waiting} is its state in the queue, where it has one. */
    private static String column(String state, @Nullable String waiting) {
        return switch (state) {
            case "QUEUED" -> waiting == null ? "queued" : waiting.toLowerCase(java.util.Locale.ROOT);
            case "LEFT" -> "has_left";
            default -> state.toLowerCase(java.util.Locale.ROOT);
        };
    }

    /** All that one batch says of one message. */
    private static final class Merged {

        private final MessageId id;
        private final String externalId;
        private final Map<DeliveryReport.Status, Instant> times = new HashMap<>();
        private @Nullable Instant accepted;
        private @Nullable String code;
        private @Nullable String reason;
        private Consequence consequence = Consequence.NONE;

        Merged(MessageId id, String externalId) {
            this.id = id;
            this.externalId = externalId;
        }

        void add(DeliveryReport report) {
            times.merge(report.status(), report.at(), (one, other) -> one.isBefore(other) ? one : other);
            if (report.status() == DeliveryReport.Status.FAILED) {
                code = report.code() == null ? "0" : report.code();
                reason = report.reason();
                consequence = report.consequence();
            }
        }

        java.sql.@Nullable Timestamp at(DeliveryReport.Status status) {
            return timestamp(times.get(status));
        }

        static java.sql.@Nullable Timestamp timestamp(@Nullable Instant at) {
            return at == null ? null : java.sql.Timestamp.from(at);
        }
    }

    /** The batch as arrays, the way PostgreSQL takes it. */
    private static final class Columns {

        final UUID[] ids;
        final Map<String, LocalDate> days;
        final String[] externals;
        final java.sql.@Nullable Timestamp[] accepted;
        final java.sql.@Nullable Timestamp[] sent;
        final java.sql.@Nullable Timestamp[] delivered;
        final java.sql.@Nullable Timestamp[] read;
        final java.sql.@Nullable Timestamp[] failed;
        final @Nullable String[] codes;
        final @Nullable String[] reasons;

        Columns(Collection<Merged> merged) {
            ids = merged.stream().map(it -> it.id.id()).toArray(UUID[]::new);
            days = Days.of(merged.stream().map(it -> it.id));
            externals = merged.stream().map(it -> it.externalId).toArray(String[]::new);
            accepted = merged.stream().map(it -> Merged.timestamp(it.accepted)).toArray(java.sql.Timestamp[]::new);
            sent = times(merged, DeliveryReport.Status.SENT);
            delivered = times(merged, DeliveryReport.Status.DELIVERED);
            read = times(merged, DeliveryReport.Status.READ);
            failed = times(merged, DeliveryReport.Status.FAILED);
            codes = merged.stream().map(it -> it.code).toArray(String[]::new);
            reasons = merged.stream().map(it -> it.reason).toArray(String[]::new);
        }

        private static java.sql.@Nullable Timestamp[] times(Collection<Merged> merged, DeliveryReport.Status status) {
            return merged.stream().map(it -> it.at(status)).toArray(java.sql.Timestamp[]::new);
        }
    }
}
