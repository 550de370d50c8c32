// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outbox;

import it.filodiretto.messaging.BulkId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tables {@code bulk_count} and {@code bulk_failure}: changed in the transaction that changes what they count. */
@Repository
public class BulkCountTable {

    private static final List<String> COLUMNS = List.of("queued", "in_flight", "uncertain", "accepted", "sent", "delivered", "read",
        "failed", "has_left", "excluded");

    private final JdbcClient db;

    BulkCountTable(JdbcClient db) {
        this.db = db;
    }

    /** By how much each count changes; together nothing, but where people are added. */
    public record Delta(Map<String, Long> changes, Map<String, Failures> failures) {

        public Delta {
            if (!COLUMNS.containsAll(changes.keySet())) {
                throw new IllegalArgumentException("Counts are " + COLUMNS + ", not " + changes.keySet());
            }
        }

        public static Delta none() {
            return new Delta(new LinkedHashMap<>(), new LinkedHashMap<>());
        }

        public static Delta of(String column, long change) {
            return none().and(column, change);
        }

        public Delta and(String column, long change) {
            changes.merge(column, change, Long::sum);
            return this;
        }

        public Delta move(String from, String to) {
            return and(from, -1).and(to, 1);
        }

        public Delta failure(String code, @Nullable String reason, long change) {
            failures.merge(code, new Failures(reason == null ? "" : reason, change), Failures::plus);
            return this;
        }

        long get(String column) {
            return changes.getOrDefault(column, 0L);
        }

        boolean isNothing() {
            return changes.values().stream().allMatch(it -> it == 0);
        }
    }

    /** How many more (or fewer) failed for one reason. */
    record Failures(String reason, long change) {

        Failures plus(Failures other) {
            return new Failures(reason.isEmpty() ? other.reason : reason, change + other.change);
        }
    }

    /** @param writer who changes; two that write at once have different names, so that neither waits */
    public void add(BulkId bulk, Delta delta, String writer) {
        if (delta.isNothing()) {
            return;
        }
        var sql = db.sql("""
            insert into bulk_count as it (bulk_id, writer, queued, in_flight, uncertain, accepted, sent, delivered, read, failed, has_left, excluded)
            values (:bulk, :writer, :queued, :in_flight, :uncertain, :accepted, :sent, :delivered, :read, :failed, :has_left, :excluded)
            on conflict (bulk_id, writer) do update set queued = it.queued + excluded.queued, in_flight = it.in_flight + excluded.in_flight,
              uncertain = it.uncertain + excluded.uncertain, accepted = it.accepted + excluded.accepted, sent = it.sent + excluded.sent,
              delivered = it.delivered + excluded.delivered, read = it.read + excluded.read, failed = it.failed + excluded.failed,
              has_left = it.has_left + excluded.has_left, excluded = it.excluded + excluded.excluded""")
            .param("bulk", bulk.value()).param("writer", writer);
        for (var column : COLUMNS) {
            sql = sql.param(column, delta.get(column));
        }
        sql.update();
        delta.failures().forEach((code, it) -> addFailures(bulk, code, it, writer));
    }

    private void addFailures(BulkId bulk, String code, Failures failures, String writer) {
        db.sql("""
                insert into bulk_failure as it (bulk_id, writer, code, reason, count) values (?, ?, ?, ?, ?)
                on conflict (bulk_id, writer, code) do update set count = it.count + excluded.count""")
            .param(bulk.value()).param(writer).param(code).param(failures.reason()).param(failures.change()).update();
    }

    public BulkCounts sum(BulkId bulk) {
        return db.sql("""
                select coalesce(sum(queued), 0), coalesce(sum(in_flight), 0), coalesce(sum(uncertain), 0), coalesce(sum(accepted), 0),
                       coalesce(sum(sent), 0), coalesce(sum(delivered), 0), coalesce(sum(read), 0), coalesce(sum(failed), 0),
                       coalesce(sum(has_left), 0), coalesce(sum(excluded), 0)
                  from bulk_count where bulk_id = ?""").param(bulk.value())
            .query((row, _) -> new BulkCounts(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5),
                row.getLong(6), row.getLong(7), row.getLong(8), row.getLong(9), row.getLong(10))).single();
    }

    List<BulkState.Failure> failures(BulkId bulk) {
        return db.sql("""
                select code, max(reason) as reason, sum(count) as count from bulk_failure where bulk_id = ?
                 group by code having sum(count) > 0 order by 3 desc, 1""").param(bulk.value())
            .query((row, _) -> new BulkState.Failure(row.getString(1), row.getString(2), row.getLong(3))).list();
    }
}
