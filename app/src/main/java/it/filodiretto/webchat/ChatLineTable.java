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

/** Table {@code webchat_line}. */
@Repository
class ChatLineTable {

    private final JdbcClient db;

    ChatLineTable(JdbcClient db) {
        this.db = db;
    }

    void insert(UUID session, ChatLine line) {
        db.sql("""
                insert into webchat_line (session_id, number, message_id, client_id, author, body, file_id, at)
                values (:session, :number, :message, :client, :author, :body, :file, :at)""")
            .param("session", session).param("number", line.number()).param("message", line.message()).param("client", line.clientId())
            .param("author", line.author()).param("body", line.body()).param("file", line.file()).param("at", line.at().atOffset(ZoneOffset.UTC)).update();
    }

    /** Those after this number, in their order. */
    List<ChatLine> after(UUID session, int number) {
        return db.sql("select number, message_id, client_id, author, body, file_id, at from webchat_line where session_id = ? and number > ? order by number")
            .param(session).param(number).query(ChatLineTable::read).list();
    }

    boolean has(UUID session, UUID message) {
        return db.sql("select exists (select 1 from webchat_line where session_id = ? and message_id = ?)").param(session).param(message)
            .query(Boolean.class).single();
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
            row.getString("body"), row.getObject("file_id", UUID.class), row.getObject("at", OffsetDateTime.class).toInstant());
    }
}
