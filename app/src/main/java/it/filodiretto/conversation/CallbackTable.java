// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.vault.SealedColumn;
import it.filodiretto.vault.SealedColumns;
import it.filodiretto.vault.Vault;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code callback}. How a person is reached is sealed. */
@Repository
class CallbackTable implements SealedColumns {

    private static final String CONTEXT = "callback.contact";
    private static final String COLUMNS = """
        select id, conversation_id, code, name_sealed, phone_sealed, email_sealed, asked_at, due_at, state, tries, settled_at from callback\s""";

    private final JdbcClient db;
    private final Vault vault;

    CallbackTable(JdbcClient db, Vault vault) {
        this.db = db;
        this.vault = vault;
    }

    @Override
    public List<SealedColumn> sealedColumns() {
        return List.of(new SealedColumn("callback", "name_sealed", CONTEXT),
            new SealedColumn("callback", "phone_sealed", CONTEXT),
            new SealedColumn("callback", "email_sealed", CONTEXT));
    }

    void insert(Callback callback, CitizenId citizen) {
        db.sql("""
                insert into callback (id, conversation_id, citizen_id, code, name_sealed, phone_sealed, email_sealed, asked_at, due_at)
                values (:id, :conversation, :citizen, :code, :name, :phone, :email, :asked, :due)""")
            .param("id", callback.id()).param("conversation", callback.conversation().value()).param("citizen", citizen.value()).param("code", callback.code())
            .param("name", sealed(callback.name())).param("phone", sealed(callback.phone())).param("email", sealed(callback.email()))
            .param("asked", callback.askedAt().atOffset(ZoneOffset.UTC)).param("due", callback.dueAt().atOffset(ZoneOffset.UTC)).update();
    }

    /** Newest first. */
    List<Callback> of(ConversationId conversation) {
        return db.sql(COLUMNS + "where conversation_id = ? order by asked_at desc").param(conversation.value()).query(this::read).list();
    }

    Optional<Callback> find(String code) {
        return db.sql(COLUMNS + "where code = ?").param(code).query(this::read).optional();
    }

    /** @return false if it was settled before */
    boolean settle(UUID id, Callback.State state, Instant now) {
        return db.sql("update callback set state = ?, settled_at = ? where id = ? and state = 'OPEN'").param(state.name()).param(now.atOffset(ZoneOffset.UTC)).param(id)
            .update() == 1;
    }

    /** Nobody answered. @return for the how manieth time; empty if it was settled before */
    Optional<Integer> tried(UUID id, Instant now) {
        return db.sql("update callback set tries = tries + 1, tried_at = ? where id = ? and state = 'OPEN' returning tries").param(now.atOffset(ZoneOffset.UTC)).param(id)
            .query(Integer.class).optional();
    }

    private byte @Nullable [] sealed(@Nullable String text) {
        return text == null ? null : vault.sealText(text, CONTEXT);
    }

    private Callback read(ResultSet row, int index) throws SQLException {
        var settled = row.getObject("settled_at", OffsetDateTime.class);
        return new Callback(row.getObject("id", UUID.class), new ConversationId(row.getObject("conversation_id", UUID.class)), row.getString("code"),
            vault.openText(row.getBytes("name_sealed"), CONTEXT), opened(row.getBytes("phone_sealed")), opened(row.getBytes("email_sealed")),
            row.getObject("asked_at", OffsetDateTime.class).toInstant(), row.getObject("due_at", OffsetDateTime.class).toInstant(),
            Callback.State.valueOf(row.getString("state")), row.getInt("tries"), settled == null ? null : settled.toInstant());
    }

    private @Nullable String opened(byte @Nullable [] sealed) {
        return sealed == null ? null : vault.openText(sealed, CONTEXT);
    }
}
