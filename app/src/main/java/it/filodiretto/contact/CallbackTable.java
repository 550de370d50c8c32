// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.contact;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.conversation.ConversationId;
import it.filodiretto.conversation.Sight;
import it.filodiretto.vault.SealedColumn;
import it.filodiretto.vault.SealedColumns;
import it.filodiretto.vault.Vault;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code callback}. How a person is reached is sealed. */
@Repository
public class CallbackTable implements SealedColumns {

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

    /** Asked once more under the same code: how she is reached now, and it is open (again). Who is due already stays due. */
    void renew(Callback again) {
        db.sql("""
                update callback
                   set conversation_id = :conversation, name_sealed = :name, phone_sealed = :phone, email_sealed = :email, asked_at = :asked,
                       due_at = case when state = 'OPEN' then least(due_at, :due) else :due end,
                       tries = case when state = 'OPEN' then tries else 0 end, state = 'OPEN', settled_at = null
                 where id = :id""")
            .param("id", again.id()).param("conversation", again.conversation().value()).param("name", sealed(again.name())).param("phone", sealed(again.phone())).param("email", sealed(again.email()))
            .param("asked", again.askedAt().atOffset(ZoneOffset.UTC)).param("due", again.dueAt().atOffset(ZoneOffset.UTC)).update();
    }

    /** Newest first. */
    List<Callback> of(ConversationId conversation) {
        return db.sql(COLUMNS + "where conversation_id = ? order by asked_at desc").param(conversation.value()).query(this::read).list();
    }

    /** Of these talks, those in which somebody is to be called, and until when first. */
    public Map<ConversationId, Instant> due(List<ConversationId> talks) {
        var due = new HashMap<ConversationId, Instant>();
        db.sql("select conversation_id, min(due_at) from callback where state = 'OPEN' and conversation_id = any(?) group by 1")
            .param(talks.stream().map(ConversationId::value).toArray(UUID[]::new))
            .query(row -> {
                due.put(new ConversationId(row.getObject(1, UUID.class)), row.getObject(2, OffsetDateTime.class).toInstant());
            });
        return due;
    }

    /** The talks in sight in which somebody is to be called, who is due first before the others. */
    public List<ConversationId> toCall(Sight sight, int past, int limit) {
        return db.sql("""
                select c.id from callback b join conversation c on c.id = b.conversation_id
                 where b.state = 'OPEN' and c.office_code = any(?) and c.channel = any(?) group by c.id order by min(b.due_at), c.id offset ? limit ?""")
            .param(sight.officeCodes()).param(sight.channelNames()).param(past).param(limit).query((row, _) -> new ConversationId(row.getObject(1, UUID.class))).list();
    }

    /** @param late of those that are due, they should have been called by now */
    public record Due(long due, long late) {}

    /** Call-backs in sight that are due before then. */
    public Due due(Sight sight, Instant before, Instant now) {
        return db.sql("""
                select count(*), count(*) filter (where b.due_at < :now) from callback b join conversation c on c.id = b.conversation_id
                 where b.state = 'OPEN' and b.due_at < :before and c.office_code = any(:offices) and c.channel = any(:channels)""")
            .param("offices", sight.officeCodes()).param("channels", sight.channelNames()).param("before", before.atOffset(ZoneOffset.UTC)).param("now", now.atOffset(ZoneOffset.UTC))
            .query((row, _) -> new Due(row.getLong(1), row.getLong(2))).single();
    }

    public long toCall(Sight sight) {
        return db.sql("""
                select count(*) from (select distinct c.id from callback b join conversation c on c.id = b.conversation_id
                                       where b.state = 'OPEN' and c.office_code = any(?) and c.channel = any(?) limit 1000) u""")
            .param(sight.officeCodes()).param(sight.channelNames()).query(Long.class).single();
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
