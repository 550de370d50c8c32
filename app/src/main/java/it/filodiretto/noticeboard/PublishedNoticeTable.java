// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.noticeboard;

import it.filodiretto.notice.NoticeId;
import it.filodiretto.notice.NoticeTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code notice}, as far as it is public: what has left, but for drills and repeated attempts. */
@Repository
class PublishedNoticeTable {

    private static final String FROM = """
          from notice n join broadcast b on b.notice_id = n.id
         where n.state in ('SENDING', 'SENT') and b.state <> 'WAITING' and b.approved_at is not null and not n.drill
           and coalesce(n.relation, '') <> 'RETRY'
           and (:words = '' or n.search @@ websearch_to_tsquery('italian', :words)
                or n.search @@ websearch_to_tsquery('english', :words) or n.search @@ websearch_to_tsquery('simple', :words))
           and (:topic = '' or n.topic = :topic)
        """;

    private final JdbcClient db;
    private final Map<String, String> collations = new ConcurrentHashMap<>();

    PublishedNoticeTable(JdbcClient db) {
        this.db = db;
    }

    /** The newest first. @param words what to look for, in Italian or English; empty: everything @param topic code; empty: every one */
    List<PublishedNotice> newest(String words, String topic, int skip, int limit) {
        return list(words, topic, "b.approved_at desc, n.id", skip, limit);
    }

    /** Those with a level, and what followed them. */
    List<PublishedNotice> alerts(int limit) {
        return db.sql("select n.*, b.approved_at " + FROM + """
                   and (n.level is not null or exists (select from notice o where o.id = n.first_id and o.level is not null))
                 order by b.approved_at desc, n.id limit :limit""")
            .param("words", "").param("topic", "").param("limit", limit).query(PublishedNoticeTable::read).list();
    }

    /** Of each line of alerts what was said last. */
    Optional<PublishedNotice> inForce(Instant now) {
        return db.sql("select * from (select distinct on (coalesce(n.first_id, n.id)) n.*, b.approved_at " + FROM + """
                   and b.approved_at > cast(:now as timestamptz) - interval '30 days'
                 order by coalesce(n.first_id, n.id), b.approved_at desc, n.id desc) last
                 where level in ('ORANGE', 'RED') and coalesce(relation, '') not in ('ALL_CLEAR', 'CANCELLATION')
                   and coalesce(valid_until, greatest(valid_from, approved_at) + interval '1 day') > :now
                 order by level = 'RED' desc, approved_at desc limit 1""")
            .param("words", "").param("topic", "").param("now", now.atOffset(ZoneOffset.UTC)).query(PublishedNoticeTable::read).optional();
    }

    /** Drills too, and what was stopped when some had left. */
    List<Departed> line(NoticeId first) {
        return db.sql("""
                select n.id, b.approved_at from notice n join broadcast b on b.notice_id = n.id
                 where (n.id = :first or n.first_id = :first) and b.state <> 'WAITING' and coalesce(n.relation, '') <> 'RETRY'
                 order by b.approved_at, n.id""")
            .param("first", first.value())
            .query((row, _) -> new Departed(row.getObject("id", UUID.class), row.getObject("approved_at", OffsetDateTime.class).toInstant())).list();
    }

    /** By title, as an index in that language would have it; as most languages do where PostgreSQL does not know it. */
    List<PublishedNotice> byTitle(String words, String topic, Locale language, int skip, int limit) {
        return list(words, topic, "n.title collate \"" + collation(language) + "\", b.approved_at desc, n.id", skip, limit);
    }

    private String collation(Locale language) {
        return collations.computeIfAbsent(language.getLanguage() + "-x-icu", name ->
            db.sql("select count(*) > 0 from pg_collation where collname = ?").param(name).query(Boolean.class).single() && name.matches("[a-z]{2,3}-x-icu")
                ? name : "und-x-icu");
    }

    private List<PublishedNotice> list(String words, String topic, String order, int skip, int limit) {
        return db.sql("select n.*, b.approved_at " + FROM
                + " order by " + order + " offset :skip limit :limit")
            .param("words", words).param("topic", topic).param("skip", skip).param("limit", limit)
            .query(PublishedNoticeTable::read).list();
    }

    long count(String words, String topic) {
        return db.sql("select count(*) " + FROM).param("words", words).param("topic", topic).query(Long.class).single();
    }

    private static PublishedNotice read(ResultSet row, int index) throws SQLException {
        return new PublishedNotice(row.getObject("id", UUID.class), NoticeTable.content(row),
            row.getObject("approved_at", OffsetDateTime.class).toInstant(), row.getObject("first_id", UUID.class), List.of());
    }
}
