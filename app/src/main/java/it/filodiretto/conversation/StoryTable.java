// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import it.filodiretto.operator.OperatorId;
import it.filodiretto.shared.Ids;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tables {@code conversation_note}, {@code mention} and {@code conversation_event}: what operators tell each other, and what they did. */
@Repository
public class StoryTable {

    private final JdbcClient db;

    StoryTable(JdbcClient db) {
        this.db = db;
    }

    public record Note(UUID id, OperatorId operator, String body, Instant at) {}

    public record Happening(@Nullable OperatorId operator, String kind, String words, Instant at) {}

    public UUID note(ConversationId id, OperatorId operator, String body, List<OperatorId> mentioned, Instant now) {
        var note = Ids.next();
        db.sql("insert into conversation_note (id, conversation_id, operator_id, body, created_at) values (?, ?, ?, ?, ?)")
            .param(note).param(id.value()).param(operator.value()).param(body).param(now.atOffset(ZoneOffset.UTC)).update();
        db.sql("insert into mention (note_id, operator_id) select ?, unnest(?::uuid[])").param(note)
            .param(mentioned.stream().map(OperatorId::value).toArray(UUID[]::new)).update();
        return note;
    }

    /** The notes of this talk that call this operator, seen or not. */
    public Set<UUID> calling(ConversationId id, OperatorId operator) {
        return Set.copyOf(db.sql("select n.id from conversation_note n join mention m on m.note_id = n.id and m.operator_id = ? where n.conversation_id = ?")
            .param(operator.value()).param(id.value()).query(UUID.class).list());
    }

    /** Of these talks, those in which somebody calls the operator, who has not looked yet. */
    public Set<ConversationId> calling(List<ConversationId> ids, OperatorId operator) {
        return db.sql("""
                select n.conversation_id from mention m join conversation_note n on n.id = m.note_id
                 where m.operator_id = ? and m.seen_at is null and n.conversation_id = any(?)""")
            .param(operator.value()).param(ids.stream().map(ConversationId::value).toArray(UUID[]::new))
            .query((row, _) -> new ConversationId(row.getObject(1, UUID.class))).set();
    }

    /** @return whether it is news that they have looked */
    public boolean looked(ConversationId id, OperatorId operator) {
        return db.sql("""
                update mention m set seen_at = now() from conversation_note n
                 where n.id = m.note_id and n.conversation_id = ? and m.operator_id = ? and m.seen_at is null""")
            .param(id.value()).param(operator.value()).update() > 0;
    }

    public List<Note> notes(ConversationId id) {
        return db.sql("select id, operator_id, body, created_at from conversation_note where conversation_id = ? order by created_at").param(id.value())
            .query((row, _) -> new Note(row.getObject(1, UUID.class), new OperatorId(row.getObject(2, UUID.class)), row.getString(3),
                row.getObject(4, OffsetDateTime.class).toInstant())).list();
    }

    public void happened(ConversationId id, @Nullable OperatorId operator, String kind, String words, Instant now) {
        db.sql("insert into conversation_event (id, conversation_id, operator_id, kind, words, at) values (?, ?, ?, ?, ?, ?)")
            .param(Ids.next()).param(id.value()).param(operator == null ? null : operator.value()).param(kind).param(words)
            .param(now.atOffset(ZoneOffset.UTC)).update();
    }

    /** Newest first. */
    public List<Happening> happenings(ConversationId id, int limit) {
        return db.sql("select operator_id, kind, words, at from conversation_event where conversation_id = ? order by at desc, id desc limit ?")
            .param(id.value()).param(limit)
            .query((row, _) -> {
                var operator = row.getObject(1, UUID.class);
                return new Happening(operator == null ? null : new OperatorId(operator), row.getString(2), row.getString(3),
                    row.getObject(4, OffsetDateTime.class).toInstant());
            }).list();
    }
}
