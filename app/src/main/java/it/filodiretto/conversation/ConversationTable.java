// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.messaging.BulkId;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.shared.Ids;
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

/** Table {@code conversation}. Row policies keep each municipality's rows apart: no query here names it. */
@Repository
class ConversationTable {

    private static final String COLUMNS =
        "select id, citizen_id, office_code, state, last_inbound_at, waiting_since, operator_id, bulk_id from conversation ";

    private final JdbcClient db;

    ConversationTable(JdbcClient db) {
        this.db = db;
    }

    /** Opens the person's conversation or reopens the one there is. What comes late never moves the clock back. */
    void touch(CitizenId citizen, String office, Instant inboundAt, @Nullable BulkId answered) {
        db.sql("""
                insert into conversation (id, citizen_id, office_code, state, last_inbound_at, waiting_since, bulk_id)
                values (:id, :citizen, :office, 'OPEN', :at, :at, :bulk)
                on conflict (municipality_id, citizen_id, office_code) do update
                   set state = 'OPEN',
                       last_inbound_at = greatest(conversation.last_inbound_at, excluded.last_inbound_at),
                       waiting_since = least(conversation.waiting_since, excluded.waiting_since),
                       bulk_id = case when excluded.last_inbound_at >= conversation.last_inbound_at
                                      then coalesce(excluded.bulk_id, conversation.bulk_id)
                                      else coalesce(conversation.bulk_id, excluded.bulk_id) end""")
            .param("id", Ids.next()).param("citizen", citizen.value()).param("office", office)
            .param("at", inboundAt.atOffset(ZoneOffset.UTC)).param("bulk", answered == null ? null : answered.value())
            .update();
    }

    void answered(ConversationId id, @Nullable OperatorId operator) {
        db.sql("update conversation set waiting_since = null, operator_id = coalesce(?, operator_id) where id = ?")
            .param(operator == null ? null : operator.value()).param(id.value()).update();
    }

    void waitsAgain(CitizenId citizen, Instant since) {
        db.sql("update conversation set state = 'OPEN', waiting_since = coalesce(waiting_since, :since) where citizen_id = :citizen")
            .param("since", since.atOffset(ZoneOffset.UTC)).param("citizen", citizen.value()).update();
    }

    /** Two persons are one, and so are their conversations with an office. */
    void merge(CitizenId from, CitizenId into) {
        db.sql("""
                with gone as (
                  delete from conversation where citizen_id = :from
                  returning id, office_code, state, opened_at, last_inbound_at, waiting_since, operator_id, bulk_id)
                insert into conversation (id, citizen_id, office_code, state, opened_at, last_inbound_at, waiting_since, operator_id, bulk_id)
                select id, :into, office_code, state, opened_at, last_inbound_at, waiting_since, operator_id, bulk_id from gone
                on conflict (municipality_id, citizen_id, office_code) do update
                   set state = case when excluded.state = 'OPEN' then 'OPEN' else conversation.state end,
                       opened_at = least(conversation.opened_at, excluded.opened_at),
                       last_inbound_at = greatest(conversation.last_inbound_at, excluded.last_inbound_at),
                       waiting_since = least(conversation.waiting_since, excluded.waiting_since),
                       operator_id = coalesce(conversation.operator_id, excluded.operator_id),
                       bulk_id = coalesce(conversation.bulk_id, excluded.bulk_id)""")
            .param("from", from.value()).param("into", into.value()).update();
    }

    void remove(CitizenId citizen) {
        db.sql("delete from conversation where citizen_id = ?").param(citizen.value()).update();
    }

    Optional<Conversation> find(ConversationId id) {
        return db.sql(COLUMNS + "where id = ?").param(id.value()).query(ConversationTable::read).optional();
    }

    /** Who waits longest first. */
    List<Conversation> waiting(int limit) {
        return db.sql(COLUMNS + "where waiting_since is not null order by waiting_since, id limit ?").param(limit)
            .query(ConversationTable::read).list();
    }

    /** Newest first. @param state {@code OPEN, CLOSED, WAITING}, or {@code null}: all; {@code after} the last of the page before */
    List<Conversation> newest(@Nullable String state, @Nullable Place after, int limit) {
        return db.sql(COLUMNS + """
                where (:state::text is null or state = :state or (:state = 'WAITING' and waiting_since is not null))
                  and (:at::timestamptz is null or (last_inbound_at, id) < (:at, :id::uuid))
                order by last_inbound_at desc, id desc limit :limit""")
            .param("state", state).param("at", after == null ? null : after.at().atOffset(ZoneOffset.UTC))
            .param("id", after == null ? null : after.id()).param("limit", limit)
            .query(ConversationTable::read).list();
    }

    /** How many wait, and since when the first does. */
    Waiting waiting() {
        return db.sql("select count(*), min(waiting_since) from conversation where waiting_since is not null")
            .query((row, _) -> new Waiting(row.getLong(1), instant(row, 2))).single();
    }

    /** A row's place in the order of {@link #newest}. */
    record Place(Instant at, UUID id) {}

    record Waiting(long people, @Nullable Instant since) {}

    private static Conversation read(ResultSet row, int index) throws SQLException {
        var operator = row.getObject("operator_id", UUID.class);
        var bulk = row.getObject("bulk_id", UUID.class);
        return new Conversation(new ConversationId(row.getObject("id", UUID.class)), new CitizenId(row.getObject("citizen_id", UUID.class)),
            row.getString("office_code"), Conversation.State.valueOf(row.getString("state")),
            row.getObject("last_inbound_at", OffsetDateTime.class).toInstant(), instant(row, 6),
            operator == null ? null : new OperatorId(operator), bulk == null ? null : new BulkId(bulk));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
