// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webchat;

import it.filodiretto.citizen.CitizenId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code webchat_line}, and the number of lines in {@code webchat_session}. */
@Repository
class ChatLineTable {

    private final JdbcClient db;

    ChatLineTable(JdbcClient db) {
        this.db = db;
    }

    /**
     * Writes a person's line with the talk's next number. Whoever writes as well waits for the end of this transaction.
     *
     * @param line its number does not count
     * @return the number
     */
    int add(UUID session, ChatLine line) {
        return write("""
                with next as (
                  update webchat_session set lines = lines + 1, citizen_writes_until = null where id = :session returning id, lines),
                line as (%s) select lines from next""", line).param("session", session).query(Integer.class).single();
    }

    /**
     * As {@link #add}, of the town hall's, to the talk where an answer to this person goes. What stands there already is left alone.
     *
     * @return empty: she has none
     */
    Optional<Place> addAnswer(CitizenId citizen, ChatLine line) {
        return write("with talk as (select id from webchat_session where citizen_id = :citizen " + ChatSessionTable.LAST_OF_HERS + "),\n" + """
                next as (
                  update webchat_session s set lines = lines + 1, office_writes_until = null, answered_at = :at, answered_by = coalesce(:author, answered_by),
                         answered_office = :office
                    from talk where s.id = talk.id and not exists (select 1 from webchat_line where session_id = talk.id and message_id = :message)
                  returning s.id, s.lines),
                line as (%s) select talk.id, next.lines from talk left join next on next.id = talk.id""", line).param("citizen", citizen.value())
            .query((row, _) -> new Place(row.getObject(1, UUID.class), row.getObject(2, Integer.class))).optional();
    }

    /** @param number null: it stood there before */
    record Place(UUID talk, @Nullable Integer number) {}

    private JdbcClient.StatementSpec write(String statement, ChatLine line) {
        return db.sql(statement.formatted("""
                insert into webchat_line (session_id, number, message_id, client_id, author, office, body, file_id, at)
                select id, lines, :message, :client, :author, :office, :body, :file, :at from next"""))
            .param("message", line.message()).param("client", line.clientId()).param("author", line.author()).param("office", line.office())
            .param("body", line.body()).param("file", line.file()).param("at", line.at().atOffset(ZoneOffset.UTC));
    }

    /** Those after this number, in their order. */
    List<ChatLine> after(UUID session, int number) {
        return db.sql("select number, message_id, client_id, author, office, body, file_id, at from webchat_line where session_id = ? and number > ? order by number")
            .param(session).param(number).query(ChatLineTable::read).list();
    }

    boolean hasFile(UUID session, UUID file) {
        return db.sql("select exists (select 1 from webchat_line where session_id = ? and file_id = ?)").param(session).param(file)
            .query(Boolean.class).single();
    }

    Optional<Integer> number(UUID session, String clientId) {
        return db.sql("select number from webchat_line where session_id = ? and client_id = ?").param(session).param(clientId).query(Integer.class).optional();
    }

    private static ChatLine read(ResultSet row, int index) throws SQLException {
        return new ChatLine(row.getInt("number"), row.getObject("message_id", UUID.class), row.getString("client_id"), row.getString("author"),
            row.getString("office"), row.getString("body"), row.getObject("file_id", UUID.class), row.getObject("at", OffsetDateTime.class).toInstant());
    }
}
