// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import it.filodiretto.operator.OperatorId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code conversation_text}: what was said, what people are called, labels and codes, as Italian words to be found by their stem. */
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

    /** @param who asks, where the list is theirs; {@code past} so many are left out */
    record Search(Filter filter, List<String> offices, @Nullable OperatorId who, Instant now, int past, int limit) {}

    /** The talks of that list in which this was said or noted, or whose person or label is called so: the newest first. */
    List<ConversationId> search(Search search) {
        return db.sql("select conversation_id from search_conversations(?, ?, ?, ?::uuid, ?, ?, ?)")
            .param(search.filter().words()).param(search.offices().toArray(String[]::new)).param(search.filter().kind().name())
            .param(search.who() == null ? null : search.who().value()).param(search.now().atOffset(ZoneOffset.UTC)).param(search.past()).param(search.limit())
            .query((row, _) -> new ConversationId(row.getObject(1, UUID.class))).list();
    }
}
