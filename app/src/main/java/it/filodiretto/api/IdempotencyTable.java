// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.api;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/** Table {@code idempotency_key}: open, because one installation-wide key speaks for many municipalities. */
@Repository
class IdempotencyTable {

    private final JdbcClient db;

    IdempotencyTable(JdbcClient db) {
        this.db = db;
    }

    /** Until the transaction ends nobody else works under this key; false if somebody does. */
    boolean lock(Asked asked) {
        return db.sql("select pg_try_advisory_xact_lock(hashtextextended('idempotency_key ' || :caller || ' ' || :key, 0))")
            .param("caller", asked.caller()).param("key", asked.key())
            .query(Boolean.class).single();
    }

    Optional<Answer> find(Asked asked) {
        return db.sql("""
                select path, body_hash, status, content_type, location, body
                from idempotency_key
                where caller = :caller and key = :key and made_at > now() - interval '24 hours'""")
            .param("caller", asked.caller()).param("key", asked.key())
            .query(IdempotencyTable::read).optional();
    }

    void keep(Asked asked, Answer answer) {
        db.sql("""
                insert into idempotency_key (caller, key, path, body_hash, status, content_type, location, body)
                values (:caller, :key, :path, :hash, :status, :type, :location, :body)
                on conflict (caller, key) do update
                   set path = excluded.path, body_hash = excluded.body_hash, status = excluded.status, made_at = now(),
                       content_type = excluded.content_type, location = excluded.location, body = excluded.body""")
            .param("caller", asked.caller())
            .param("key", asked.key())
            .param("path", answer.path())
            .param("hash", answer.bodyHash())
            .param("status", answer.status())
            .param("type", answer.contentType())
            .param("location", answer.location())
            .param("body", answer.body())
            .update();
    }

    @Scheduled(fixedDelayString = "PT1H")
    void forgetTheOld() {
        db.sql("delete from idempotency_key where made_at < now() - interval '24 hours'").update();
    }

    private static Answer read(ResultSet row, int index) throws SQLException {
        return new Answer(row.getString("path"), row.getBytes("body_hash"), row.getInt("status"), row.getString("content_type"),
            row.getString("location"), row.getBytes("body"));
    }
}
