// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.alarm;

import it.filodiretto.operator.OperatorId;
import it.filodiretto.shared.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tables {@code alarm} and {@code alarm_mail}. */
@Repository
class AlarmTable {

    private final JdbcClient db;

    AlarmTable(JdbcClient db) {
        this.db = db;
    }

    /** Renews an open alarm, or opens again one that was over for a short while. @return false if there is none */
    boolean renew(String cause, String words) {
        return db.sql("""
                update alarm set words = :words, cleared_at = null
                 where id = (select id from alarm where cause = :cause and (cleared_at is null or cleared_at > now() - interval '30 minutes')
                              order by cleared_at desc nulls first limit 1)""")
            .param("words", words).param("cause", cause).update() == 1;
    }

    /** Empty if another was quicker. */
    Optional<UUID> insert(String cause, String words, @Nullable String link) {
        return db.sql("insert into alarm (id, cause, words, link) values (?, ?, ?, ?) on conflict do nothing returning id")
            .param(Ids.next()).param(cause).param(words).param(link).query(UUID.class).optional();
    }

    void clear(String cause) {
        db.sql("update alarm set cleared_at = now() where cause = ? and cleared_at is null").param(cause).update();
    }

    List<Alarm> open() {
        return db.sql("select id, cause, words, link, since, cleared_at from alarm where cleared_at is null order by since, id")
            .query(AlarmTable::read).list();
    }

    /** Newest first. */
    List<Alarm> newest(int limit) {
        return db.sql("select id, cause, words, link, since, cleared_at from alarm order by cleared_at desc nulls first, since desc limit ?")
            .param(limit).query(AlarmTable::read).list();
    }

    void mail(UUID alarm, OperatorId to) {
        db.sql("insert into alarm_mail (id, alarm_id, operator_id) values (?, ?, ?)").param(Ids.next()).param(alarm).param(to.value()).update();
    }

    /** A mail that is due. */
    record Mail(UUID id, OperatorId to, String words, Instant since, int attempts, @Nullable String link) {}

    /** Claimed for two minutes, so that no other node sends it too. */
    List<Mail> due(int limit) {
        return db.sql("""
                update alarm_mail m set next_at = now() + interval '2 minutes', attempts = attempts + 1
                  from alarm a
                 where a.id = m.alarm_id and m.id in (select id from alarm_mail where sent_at is null and next_at <= now()
                                                       order by next_at limit ? for update skip locked)
                returning m.id, m.operator_id, a.words, a.since, m.attempts, a.link""")
            .param(limit)
            .query((row, _) -> new Mail(row.getObject(1, UUID.class), new OperatorId(row.getObject(2, UUID.class)), row.getString(3),
                row.getObject(4, OffsetDateTime.class).toInstant(), row.getInt(5), row.getString(6))).list();
    }

    void sent(UUID mail) {
        db.sql("update alarm_mail set sent_at = now(), trouble = null where id = ?").param(mail).update();
    }

    void failed(UUID mail, String trouble, Duration pause) {
        db.sql("update alarm_mail set trouble = ?, next_at = now() + make_interval(secs => ?) where id = ?")
            .param(trouble).param(pause.toMillis() / 1000.0).param(mail).update();
    }

    /** How the mails about one alarm stand. */
    record Mails(long sent, long waiting, @Nullable String trouble) {}

    Mails mails(UUID alarm) {
        return db.sql("""
                select count(sent_at), count(*) filter (where sent_at is null), max(trouble) filter (where sent_at is null)
                  from alarm_mail where alarm_id = ?""").param(alarm)
            .query((row, _) -> new Mails(row.getLong(1), row.getLong(2), row.getString(3))).single();
    }

    private static Alarm read(ResultSet row, int index) throws SQLException {
        var cleared = row.getObject("cleared_at", OffsetDateTime.class);
        return new Alarm(row.getObject("id", UUID.class), row.getString("cause"), row.getString("words"), row.getString("link"),
            row.getObject("since", OffsetDateTime.class).toInstant(), cleared == null ? null : cleared.toInstant());
    }
}
