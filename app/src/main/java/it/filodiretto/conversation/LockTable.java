// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import it.filodiretto.operator.OperatorId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code conversation_lock}: who writes an answer, by the database's clock, which is one for all nodes. */
@Repository
public class LockTable {

    /** So long a lock holds without another key pressed. */
    static final Duration HOLDS = Duration.ofSeconds(45);

    /** Of {@code conversation_lock l}, for {@link #writer}. */
    static final String COLUMNS = "l.operator_id as writer, l.since, extract(epoch from now() - l.since)::bigint as seconds";

    private final JdbcClient db;

    LockTable(JdbcClient db) {
        this.db = db;
    }

    /** Takes it if it is free, keeps it if it is theirs. @return whether it is news; the holder is asked for by {@link #holder} */
    public boolean take(ConversationId id, OperatorId operator) {
        return db.sql("""
                insert into conversation_lock (conversation_id, operator_id, until_at) values (:id, :operator, now() + make_interval(secs => :holds))
                on conflict (conversation_id) do update
                   set operator_id = excluded.operator_id, until_at = excluded.until_at,
                       since = case when conversation_lock.operator_id = excluded.operator_id and conversation_lock.until_at > now() then conversation_lock.since else now() end
                 where conversation_lock.operator_id = excluded.operator_id or conversation_lock.until_at <= now()
                returning since = now()""")
            .param("id", id.value()).param("operator", operator.value()).param("holds", HOLDS.toSeconds())
            .query(Boolean.class).optional().orElse(false);
    }

    public void takeOver(ConversationId id, OperatorId operator) {
        release(id);
        take(id, operator);
    }

    public void release(ConversationId id) {
        db.sql("delete from conversation_lock where conversation_id = ?").param(id.value()).update();
    }

    /** Unless another has taken it over. */
    void release(ConversationId id, OperatorId holder) {
        db.sql("delete from conversation_lock where conversation_id = ? and operator_id = ?").param(id.value()).param(holder.value()).update();
    }

    public Optional<Writing> holder(ConversationId id) {
        return Optional.ofNullable(holders(List.of(id)).get(id));
    }

    public Map<ConversationId, Writing> holders(List<ConversationId> ids) {
        var found = new HashMap<ConversationId, Writing>();
        db.sql("select l.conversation_id, " + COLUMNS + " from conversation_lock l where l.conversation_id = any(?) and l.until_at > now()")
            .param(ids.stream().map(ConversationId::value).toArray(UUID[]::new))
            .query(row -> {
                found.put(new ConversationId(row.getObject("conversation_id", UUID.class)), Objects.requireNonNull(writer(row)));
            });
        return found;
    }

    /** From {@link #COLUMNS}; null: nobody writes. */
    static @Nullable Writing writer(ResultSet row) throws SQLException {
        var operator = row.getObject("writer", UUID.class);
        return operator == null ? null : new Writing(new OperatorId(operator), row.getObject("since", OffsetDateTime.class).toInstant(), Duration.ofSeconds(row.getLong("seconds")));
    }

    /** Somebody writes just now. */
    public record Writing(OperatorId operator, Instant since, Duration length) {}
}
