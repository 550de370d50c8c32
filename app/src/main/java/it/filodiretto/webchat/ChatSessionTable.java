// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webchat;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.CitizensParted;
import it.filodiretto.shared.Ids;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tables {@code webchat_session} and {@code webchat_key}. */
@Repository
class ChatSessionTable {

    private static final String SESSIONS = """
        select s.id, s.citizen_id, s.code, s.started_at, s.lines, s.office_read, coalesce(s.office_writes_until > now(), false) as office_writes,
               s.citizen_read, s.answered_at, s.answered_by, s.answered_office, s.ended_at, s.rating
          from webchat_session s\s""";

    /** Of a person's talks the last, one that goes on before one that has ended: there an answer goes. */
    static final String LAST_OF_HERS = "order by ended_at is not null, started_at desc limit 1";

    private final JdbcClient db;

    ChatSessionTable(JdbcClient db) {
        this.db = db;
    }

    Optional<ChatSession> find(ChatKey key) {
        return db.sql(SESSIONS + "join webchat_key k on k.session_id = s.id where k.lookup = ?").param(key.lookup()).query(ChatSessionTable::read).optional();
    }

    Optional<ChatSession> find(UUID id) {
        return db.sql(SESSIONS + "where s.id = ?").param(id).query(ChatSessionTable::read).optional();
    }

    Optional<ChatSession> goingOn(String code) {
        return db.sql(SESSIONS + "where s.code = ? and s.ended_at is null").param(code).query(ChatSessionTable::read).optional();
    }

    /** Where an answer to this person goes. */
    Optional<ChatSession> latestOf(CitizenId citizen) {
        return db.sql(SESSIONS + "where s.citizen_id = ? " + LAST_OF_HERS).param(citizen.value())
            .query(ChatSessionTable::read).optional();
    }

    /** One at a time begins a talk with this key, from here to the end of the transaction. */
    void lock(ChatKey key) {
        db.sql("select pg_advisory_xact_lock(?)").param(ByteBuffer.wrap(key.lookup()).getLong()).query((_, _) -> 0).single();
    }

    ChatSession insert(CitizenId citizen, String code, Instant now) {
        var id = Ids.next();
        db.sql("insert into webchat_session (id, citizen_id, code, started_at) values (?, ?, ?, ?)")
            .param(id).param(citizen.value()).param(code).param(now.atOffset(ZoneOffset.UTC)).update();
        return new ChatSession(id, citizen, code, now, 0, 0, false, 0, null, null, null);
    }

    void admit(ChatKey key, UUID session) {
        db.sql("insert into webchat_key (lookup, session_id) values (?, ?)").param(key.lookup()).param(session).update();
    }

    /** Only forward. @return whether it is news */
    boolean officeRead(UUID session, int number) {
        return db.sql("update webchat_session set office_read = ? where id = ? and office_read < ?").param(number).param(session).param(number).update() == 1;
    }

    /** @return up to which line it was read before, if this is news */
    Optional<Integer> citizenRead(UUID session, int number) {
        return db.sql("""
                with before as (select id, citizen_read from webchat_session where id = :id for update)
                update webchat_session s set citizen_read = :number from before
                 where s.id = before.id and before.citizen_read < :number and :number <= s.lines returning before.citizen_read""")
            .param("id", session).param("number", number).query(Integer.class).optional();
    }

    void officeWrites(UUID session, Duration during) {
        db.sql("update webchat_session set office_writes_until = now() + make_interval(secs => ?) where id = ?").param(during.toSeconds()).param(session).update();
    }

    void citizenWrites(UUID session, Duration during) {
        db.sql("update webchat_session set citizen_writes_until = now() + make_interval(secs => ?) where id = ?").param(during.toSeconds()).param(session).update();
    }

    boolean isWriting(CitizenId citizen) {
        return db.sql("select exists (select 1 from webchat_session where citizen_id = ? and citizen_writes_until > now())").param(citizen.value())
            .query(Boolean.class).single();
    }

    /** By this it may be taken on, till then. */
    void offer(UUID session, byte[] lookup, Duration valid) {
        db.sql("update webchat_session set move_lookup = ?, move_until = now() + make_interval(secs => ?) where id = ?")
            .param(lookup).param(valid.toSeconds()).param(session).update();
    }

    /** Once. @return the talk that goes on */
    Optional<UUID> take(byte[] lookup) {
        return db.sql("""
                update webchat_session set move_lookup = null, move_until = null
                 where move_lookup = ? and move_until > now() and ended_at is null returning id""")
            .param(lookup).query(UUID.class).optional();
    }

    /** @return whether it went on till now */
    boolean end(UUID session, Instant now) {
        return db.sql("update webchat_session set ended_at = ?, citizen_writes_until = null, office_writes_until = null where id = ? and ended_at is null")
            .param(now.atOffset(ZoneOffset.UTC)).param(session).update() == 1;
    }

    /** Those of this person that go on, which they do no more. */
    List<UUID> endAllOf(CitizenId citizen, Instant now) {
        return db.sql("""
                update webchat_session set ended_at = ?, citizen_writes_until = null, office_writes_until = null
                 where citizen_id = ? and ended_at is null returning id""")
            .param(now.atOffset(ZoneOffset.UTC)).param(citizen.value()).query(UUID.class).list();
    }

    boolean isMailed(UUID session) {
        return db.sql("select mailed_at is not null from webchat_session where id = ?").param(session).query(Boolean.class).single();
    }

    /** Once. @return whether it is the first time */
    boolean mail(UUID session, Instant now) {
        return db.sql("update webchat_session set mailed_at = ? where id = ? and mailed_at is null").param(now.atOffset(ZoneOffset.UTC)).param(session).update() == 1;
    }

    void notMailed(UUID session) {
        db.sql("update webchat_session set mailed_at = null where id = ?").param(session).update();
    }

    /** Once, of what has ended. @return whether it counts */
    boolean rate(UUID session, ChatRating rating) {
        return db.sql("update webchat_session set rating = ?, rating_words = nullif(?, '') where id = ? and ended_at is not null and rating is null")
            .param(rating.stars()).param(rating.words()).param(session).update() == 1;
    }

    void merge(CitizenId from, CitizenId into) {
        db.sql("update webchat_session set citizen_id = :into, first_citizen_id = coalesce(first_citizen_id, :from) where citizen_id = :from")
            .param("from", from.value()).param("into", into.value()).update();
    }

    void part(CitizensParted parted) {
        db.sql("""
                update webchat_session set citizen_id = :from, first_citizen_id = nullif(first_citizen_id, :from)
                 where citizen_id = :into and first_citizen_id = any(:all)""")
            .param("from", parted.from().value()).param("into", parted.into().value())
            .param("all", parted.together().stream().map(CitizenId::value).toArray(UUID[]::new)).update();
    }

    private static ChatSession read(ResultSet row, int index) throws SQLException {
        var answered = row.getObject("answered_at", OffsetDateTime.class);
        var ended = row.getObject("ended_at", OffsetDateTime.class);
        return new ChatSession(row.getObject("id", UUID.class), new CitizenId(row.getObject("citizen_id", UUID.class)), row.getString("code"),
            row.getObject("started_at", OffsetDateTime.class).toInstant(), row.getInt("lines"), row.getInt("office_read"), row.getBoolean("office_writes"),
            row.getInt("citizen_read"), answered == null ? null
                : new ChatSession.Answered(answered.toInstant(), row.getString("answered_by"), row.getString("answered_office")), ended == null ? null : ended.toInstant(), row.getObject("rating", Integer.class));
    }
}
