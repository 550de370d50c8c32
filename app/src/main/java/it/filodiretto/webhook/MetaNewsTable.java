// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webhook;

import it.filodiretto.shared.Ids;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code whatsapp_news}: what Meta told of the town's account, number and templates. */
@Repository
public class MetaNewsTable {

    private static final int KEPT = 200;

    private final JdbcClient db;

    MetaNewsTable(JdbcClient db) {
        this.db = db;
    }

    public record Told(Instant at, String words) {}

    /** What was told within the last day in the same words is a repeat: Meta tells again until it is sure to be heard. */
    void add(Instant at, String words) {
        db.sql("""
                insert into whatsapp_news (id, told_at, words) select :id, :at, :words
                 where not exists (select 1 from whatsapp_news where words = :words and told_at > :at - interval '1 day')""")
            .param("id", Ids.next()).param("at", at.atOffset(ZoneOffset.UTC)).param("words", words).update();
        db.sql("delete from whatsapp_news where id in (select id from whatsapp_news order by told_at desc, id desc offset ?)").param(KEPT).update();
    }

    /** Newest first. */
    List<Told> newest(int limit) {
        return db.sql("select told_at, words from whatsapp_news order by told_at desc, id desc limit ?").param(limit)
            .query((row, _) -> new Told(row.getObject(1, OffsetDateTime.class).toInstant(), row.getString(2))).list();
    }
}
