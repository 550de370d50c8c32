// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.inbox;

import it.filodiretto.conversation.ConversationId;
import it.filodiretto.conversation.Sight;
import it.filodiretto.operator.OperatorId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Function {@code search_conversations}: the talks of a list in which something was said. {@link it.filodiretto.conversation.WordTable} keeps the words. */
@Repository
class SearchTable {

    private final JdbcClient db;

    SearchTable(JdbcClient db) {
        this.db = db;
    }

    /** @param who asks, where the list is theirs; {@code past} so many are left out */
    record Search(Filter filter, Sight sight, @Nullable OperatorId who, Instant now, int past, int limit) {}

    /** The talks of that list in which this was said or noted, or whose person or label is called so: the newest first. */
    List<ConversationId> search(Search search) {
        return db.sql("select conversation_id from search_conversations(?, ?, ?, ?, ?::uuid, ?, ?, ?)")
            .param(search.filter().words()).param(search.sight().officeCodes()).param(search.sight().channelNames()).param(search.filter().kind().name())
            .param(search.who() == null ? null : search.who().value()).param(search.now().atOffset(ZoneOffset.UTC)).param(search.past()).param(search.limit())
            .query((row, _) -> new ConversationId(row.getObject(1, UUID.class))).list();
    }
}
