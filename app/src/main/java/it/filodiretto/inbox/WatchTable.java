// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.inbox;

import it.filodiretto.conversation.Conversation;
import it.filodiretto.conversation.ConversationId;
import it.filodiretto.conversation.ConversationTable;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.operator.OperatorId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tables {@code conversation} and {@code unanswered_night}: who is to come back, who waits too long, who is unanswered. */
@Repository
class WatchTable {

    private static final int AT_ONCE = 500;

    private final JdbcClient db;

    WatchTable(JdbcClient db) {
        this.db = db;
    }

    /** What was put off until now waits again, from now if it did not wait before; nobody has seen it. */
    List<ConversationId> wake(Instant now) {
        return db.sql("""
                update conversation
                   set snoozed_until = null, seen_at = null, waiting_since = coalesce(waiting_since, :now), version = version + 1,
                       state = case when state <> 'PENDING' then state when assigned_id is null then 'NEW' else 'TAKEN' end
                 where snoozed_until <= :now and state <> 'CLOSED' returning id""")
            .param("now", at(now)).query(WatchTable::id).list();
    }

    /** What these people follow is everybody's again. */
    List<ConversationId> free(List<OperatorId> gone) {
        return db.sql("""
                update conversation set assigned_id = null, version = version + 1, state = case when state = 'TAKEN' then 'NEW' else state end
                 where assigned_id = any(?) and state <> 'CLOSED' returning id""")
            .param(gone.stream().map(OperatorId::value).toArray(UUID[]::new)).query(WatchTable::id).list();
    }

    /** Who waits since before then and of whom nobody was told, the first first. */
    List<Conversation> untold(String office, List<ChannelKind> read, Instant before, Instant now) {
        return db.sql(ConversationTable.COLUMNS + """
                where office_code = :office and channel = any(:channels) and waiting_since <= :before and escalated_at is null and (snoozed_until is null or snoozed_until <= :now)
                order by waiting_since limit :limit""")
            .param("office", office).param("channels", names(read)).param("before", at(before)).param("now", at(now)).param("limit", AT_ONCE).query(ConversationTable::read).list();
    }

    /** @return those of whom nobody else has told meanwhile */
    List<ConversationId> tell(List<ConversationId> ids, Instant now) {
        return db.sql("update conversation set escalated_at = ? where id = any(?) and escalated_at is null and waiting_since is not null returning id")
            .param(at(now)).param(ids.stream().map(ConversationId::value).toArray(UUID[]::new)).query(WatchTable::id).list();
    }

    long late(String office, List<ChannelKind> read) {
        return db.sql("""
                select count(*) from (select 1 from conversation
                                       where office_code = ? and channel = any(?) and escalated_at is not null and waiting_since is not null limit 1000) l""")
            .param(office).param(names(read)).query(Long.class).single();
    }

    /** @param people how many requests were unanswered; {@code oldest} since when the first */
    record Night(LocalDate night, int people, @Nullable Instant oldest) {}

    /** Writes down how this day ended. @return empty if that was done already */
    Optional<Night> end(LocalDate night, List<ChannelKind> read) {
        return db.sql("""
                insert into unanswered_night (night, people, oldest_at)
                select ?, count(*), min(r.opened_at)
                  from citizen_request r join conversation c on c.id = r.conversation_id where r.answered_at is null and c.state <> 'CLOSED' and c.channel = any(?)
                on conflict do nothing returning night, people, oldest_at""")
            .param(night).param(names(read)).query((row, _) -> new Night(row.getObject(1, LocalDate.class), row.getInt(2), instant(row.getObject(3, OffsetDateTime.class)))).optional();
    }

    boolean isAnyUnanswered(List<ChannelKind> read) {
        return db.sql("""
                select exists (select 1 from citizen_request r join conversation c on c.id = r.conversation_id
                                where r.answered_at is null and c.state <> 'CLOSED' and c.channel = any(?))""")
            .param(names(read)).query(Boolean.class).single();
    }

    /** Newest first. */
    List<Night> nights(int limit) {
        return db.sql("select night, people, oldest_at from unanswered_night order by night desc limit ?").param(limit)
            .query((row, _) -> new Night(row.getObject(1, LocalDate.class), row.getInt(2), instant(row.getObject(3, OffsetDateTime.class)))).list();
    }

    private static String[] names(List<ChannelKind> channels) {
        return channels.stream().map(Enum::name).toArray(String[]::new);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }

    private static ConversationId id(ResultSet row, int index) throws SQLException {
        return new ConversationId(row.getObject(1, UUID.class));
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
