// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code conversation_text}: what was said, as Italian words to be found by their stem. */
@Repository
class WordTable {

    private final JdbcClient db;

    WordTable(JdbcClient db) {
        this.db = db;
    }

    void add(ConversationId id, UUID source, String text, Instant at) {
        db.sql("""
                insert into conversation_text (conversation_id, source_id, said_at, words) values (?, ?, ?, to_tsvector('italian', ?))
                on conflict (source_id, conversation_id) do update set words = excluded.words""")
            .param(id.value()).param(source).param(at.atOffset(ZoneOffset.UTC)).param(text).update();
    }

    void remove(UUID source) {
        db.sql("delete from conversation_text where source_id = ?").param(source).update();
    }

    /** The talks in which this was said, the newest first. */
    List<ConversationId> search(String words, List<String> offices, int limit) {
        return db.sql("select conversation_id from search_conversations(?, ?, ?)").param(words).param(offices.toArray(String[]::new)).param(limit)
            .query((row, _) -> new ConversationId(row.getObject(1, UUID.class))).list();
    }
}
