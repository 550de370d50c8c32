// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code webhook_call}, which belongs to no municipality. */
@Repository
public class WebhookCallTable {

    private final JdbcClient db;

    WebhookCallTable(JdbcClient db) {
        this.db = db;
    }

    /** All in one statement, which is one commit. */
    public void insert(List<WebhookCall> calls) {
        db.sql("""
                insert into webhook_call (id, received_at, urgent, speaks_for, sealed)
                select * from unnest(?::uuid[], ?::timestamptz[], ?::boolean[], ?::text[], ?::bytea[])""")
            .param(calls.stream().map(WebhookCall::id).toArray(UUID[]::new))
            .param(calls.stream().map(it -> it.receivedAt().atOffset(ZoneOffset.UTC).toString()).toArray(String[]::new))
            .param(calls.stream().map(WebhookCall::urgent).toArray(Boolean[]::new))
            .param(calls.stream().map(WebhookCall::speaksFor).toArray(String[]::new))
            .param(calls.stream().map(WebhookCall::sealed).toArray(byte[][]::new))
            .update();
    }

    /** A waiting body, claimed. @param attempts how often it was claimed, this time included */
    record Claimed(UUID id, int bytes, int attempts) {}

    /** Takes waiting bodies, oldest first, until the lease ends. */
    List<Claimed> claim(String owner, boolean urgent, int limit, Duration lease) {
        return db.sql("""
                with next as materialized (
                  select id from webhook_call
                   where handled_at is null and urgent = :urgent and (lease_until is null or lease_until < clock_timestamp())
                   order by id limit :limit for update skip locked)
                update webhook_call c
                   set owner = :owner, lease_until = clock_timestamp() + make_interval(secs => :lease), attempts = attempts + 1
                  from next where c.id = next.id
                returning c.id, octet_length(c.sealed) as bytes, c.attempts""")
            .param("owner", owner).param("urgent", urgent).param("limit", limit).param("lease", lease.toMillis() / 1000.0)
            .query((row, _) -> new Claimed(row.getObject("id", UUID.class), row.getInt("bytes"), row.getInt("attempts")))
            .list().stream().sorted(java.util.Comparator.comparing(Claimed::id, WebhookCallTable::asPostgres)).toList();
    }

    /** PostgreSQL compares all 128 bits without sign, {@link UUID#compareTo} does not. */
    private static int asPostgres(UUID one, UUID other) {
        var high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
    }

    List<WebhookCall> read(Collection<UUID> ids) {
        return db.sql("select id, received_at, urgent, speaks_for, sealed from webhook_call where id = any(?) order by id")
            .param(ids.toArray(UUID[]::new)).query(WebhookCallTable::read).list();
    }

    void renew(Collection<UUID> ids, String owner, Duration lease) {
        db.sql("update webhook_call set lease_until = clock_timestamp() + make_interval(secs => ?) where id = any(?) and owner = ? and handled_at is null")
            .param(lease.toMillis() / 1000.0).param(ids.toArray(UUID[]::new)).param(owner).update();
    }

    void handled(Collection<UUID> ids, String owner) {
        db.sql("update webhook_call set handled_at = clock_timestamp(), owner = null, lease_until = null where id = any(?) and owner = ?")
            .param(ids.toArray(UUID[]::new)).param(owner).update();
    }

    /** Not now: whoever comes first after the pause takes them. */
    void putBack(Collection<UUID> ids, String owner, Duration pause) {
        db.sql("update webhook_call set owner = null, lease_until = clock_timestamp() + make_interval(secs => ?) where id = any(?) and owner = ?")
            .param(pause.toMillis() / 1000.0).param(ids.toArray(UUID[]::new)).param(owner).update();
    }

    /** @return how many were deleted, at most so many at once */
    int deleteHandledBefore(Instant before, int limit) {
        return db.sql("""
                delete from webhook_call where id in
                  (select id from webhook_call where handled_at < ? order by handled_at limit ? for update skip locked)""")
            .param(before.atOffset(ZoneOffset.UTC)).param(limit).update();
    }

    /** How long the oldest has been waiting; zero if none is. @param now by the clock by which bodies are received, which a setting may move */
    public Duration oldestWaiting(Instant now) {
        var seconds = db.sql("""
                select coalesce(extract(epoch from ?::timestamptz - min(received_at)), 0) from (
                  (select received_at from webhook_call where handled_at is null and urgent order by id limit 1) union all
                  (select received_at from webhook_call where handled_at is null and not urgent order by id limit 1)) w""")
            .param(now.atOffset(ZoneOffset.UTC)).query(Double.class).single();
        return Duration.ofMillis((long) (Math.max(0, seconds) * 1000));
    }

    private static WebhookCall read(ResultSet row, int index) throws SQLException {
        return new WebhookCall(row.getObject("id", UUID.class), row.getObject("received_at", OffsetDateTime.class).toInstant(),
            row.getBoolean("urgent"), row.getString("speaks_for"), row.getBytes("sealed"));
    }
}
