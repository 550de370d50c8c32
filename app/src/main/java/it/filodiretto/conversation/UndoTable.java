// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import it.filodiretto.messaging.MessageId;
import it.filodiretto.operator.OperatorId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code conversation_undo}: the last answer of a talk, while it can be taken back. */
@Repository
public class UndoTable {

    private final JdbcClient db;

    UndoTable(JdbcClient db) {
        this.db = db;
    }

    /** @param left how long it can still be taken back */
    public record Undo(ConversationId conversation, OperatorId operator, MessageId message, String body, Duration left) {}

    /** Before the answer changes the talk: as it is now it is to be again. */
    void add(ConversationId id, OperatorId operator, MessageId message, String body, Duration during) {
        db.sql("""
                insert into conversation_undo (conversation_id, operator_id, message_id, message_day, leaves_at, body,
                       waiting_since, state, assigned_id, snoozed_until, escalated_at, outcome, reason, closed_at)
                select id, :operator, :message, :day, now() + make_interval(secs => :during), :body,
                       waiting_since, state, assigned_id, snoozed_until, escalated_at, outcome, reason, closed_at from conversation where id = :id
                on conflict (conversation_id) do update
                   set operator_id = excluded.operator_id, message_id = excluded.message_id, message_day = excluded.message_day,
                       leaves_at = excluded.leaves_at, body = excluded.body, waiting_since = excluded.waiting_since, state = excluded.state,
                       assigned_id = excluded.assigned_id, snoozed_until = excluded.snoozed_until, escalated_at = excluded.escalated_at,
                       outcome = excluded.outcome, reason = excluded.reason, closed_at = excluded.closed_at""")
            .param("id", id.value()).param("operator", operator.value()).param("message", message.id()).param("day", message.day())
            .param("during", during.toMillis() / 1000.0).param("body", body).update();
    }

    /** What this operator can take back in this talk. */
    public Optional<Undo> find(ConversationId id, OperatorId operator) {
        return select("conversation_id = ? and operator_id = ?", id.value(), operator.value()).stream().findFirst();
    }

    /** What this operator can take back anywhere, the newest first. */
    public List<Undo> of(OperatorId operator) {
        return select("operator_id = ?", operator.value());
    }

    public void remove(ConversationId id) {
        db.sql("delete from conversation_undo where conversation_id = ?").param(id.value()).update();
    }

    private List<Undo> select(String condition, Object... parameters) {
        return db.sql("select *, extract(epoch from leaves_at - now()) as remaining from conversation_undo where leaves_at > now() and " + condition + " order by leaves_at desc")
            .params(parameters).query(UndoTable::read).list();
    }

    private static Undo read(ResultSet row, int index) throws SQLException {
        return new Undo(new ConversationId(row.getObject("conversation_id", UUID.class)), new OperatorId(row.getObject("operator_id", UUID.class)),
            new MessageId(row.getObject("message_id", UUID.class), row.getObject("message_day", LocalDate.class)), row.getString("body"),
            Duration.ofMillis((long) (row.getDouble("remaining") * 1000)));
    }
}
