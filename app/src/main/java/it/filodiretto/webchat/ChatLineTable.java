// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webchat;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
        return add("update webchat_session set lines = lines + 1, citizen_writes_until = null where id = :session returning lines", session, line).orElseThrow();
    }

    /** As {@link #add}, of the town hall's. @return empty: it stands there already */
    Optional<Integer> addAnswer(UUID session, ChatLine line) {
        return add("""
            update webchat_session set lines = lines + 1, office_writes_until = null, answered_at = :at, answered_by = coalesce(:author, answered_by),
                   answered_office = :office
             where id = :session and not exists (select 1 from webchat_line where session_id = :session and message_id = :message) returning lines""", session, line);
    }

    private Optional<Integer> add(String next, UUID session, ChatLine line) {
        return db.sql("with next as (" + next + """
                ) insert into webchat_line (session_id, number, message_id, client_id, author, office, body, file_id, at)
                select :session, lines, :message, :client, :author, :office, :body, :file, :at from next returning number""")
            .param("session", session).param("message", line.message()).param("client", line.clientId())
            .param("author", line.author()).param("office", line.office()).param("body", line.body()).param("file", line.file()).param("at", line.at().atOffset(ZoneOffset.UTC))
            .query(Integer.class).optional();
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
