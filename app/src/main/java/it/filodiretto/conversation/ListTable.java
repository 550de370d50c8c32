// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.operator.OperatorId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Table {@code conversation}, as lists. Each list is read office by office along an index and then merged: a page costs the
 * same with a thousand conversations and with a million. Counts stop at {@link #MOST}.
 */
@Repository
class ListTable {

    static final int MOST = 1000;
    private static final String[] CHANNELS = Arrays.stream(ChannelKind.values()).map(Enum::name).toArray(String[]::new);

    private final JdbcClient db;

    ListTable(JdbcClient db) {
        this.db = db;
    }

    /** A row's place in the order of {@link #newest}. */
    record Place(Instant at, UUID id) {}

    record Waiting(long people, @Nullable Instant since) {}

    /** Somebody waits, by this channel. */
    record Waiter(ConversationId id, ChannelKind channel, Instant since) {}

    /** Of each office and channel the first to wait, in no order among each other. @param which what is true of them, a constant */
    List<Waiter> first(List<String> offices, Which which, Instant now, int limit) {
        return db.sql("""
                select c.* from unnest(:offices::text[]) as o (code) cross join unnest(:channels::text[]) as k (channel) cross join lateral (
                  select id, channel, waiting_since from conversation where office_code = o.code and channel = k.channel and\s"""
                + which.condition + (which == Which.WAITING ? " and (snoozed_until is null or snoozed_until <= :now)" : "")
                + " order by waiting_since, id limit :limit) c")
            .param("offices", offices.toArray(String[]::new)).param("channels", CHANNELS)
            .param("now", at(now)).param("limit", limit)
            .query((row, _) -> new Waiter(new ConversationId(row.getObject(1, UUID.class)), ChannelKind.valueOf(row.getString(2)),
                row.getObject(3, OffsetDateTime.class).toInstant())).list();
    }

    /** Newest first. @param which what is true of them, a constant; {@code after} the last of the page before */
    List<Conversation> newest(List<String> offices, Which which, @Nullable Place after, int limit) {
        return db.sql(each(which.condition + (after == null ? "" : " and (last_inbound_at, id) < (:at, :id)"), "last_inbound_at desc, id desc"))
            .param("offices", offices.toArray(String[]::new)).param("limit", limit)
            .param("at", after == null ? null : at(after.at())).param("id", after == null ? null : after.id()).query(ConversationTable::read).list();
    }

    enum Which {
        ALL("true"), OPEN("state <> 'CLOSED'"), CLOSED("state = 'CLOSED'"), WAITING("waiting_since is not null"),
        NEW("state = 'NEW'"), TAKEN("state = 'TAKEN'"), PENDING("state = 'PENDING'"), SNOOZED("snoozed_until is not null"),
        LATE("escalated_at is not null and waiting_since is not null"),
        UNREGISTERED("unregistered and state <> 'CLOSED'"), UNFOLLOWED("waiting_since is not null and assigned_id is null");

        private final String condition;

        Which(String condition) {
            this.condition = condition;
        }
    }

    /** What somebody follows, the newest first. */
    List<Conversation> followedBy(OperatorId operator, List<String> offices, @Nullable Place after, int limit) {
        return db.sql(ConversationTable.COLUMNS + """
                where assigned_id = :operator and state <> 'CLOSED' and office_code = any(:offices)
                  and (:at::timestamptz is null or (last_inbound_at, id) < (:at, :id::uuid))
                order by last_inbound_at desc, id desc limit :limit""")
            .param("operator", operator.value()).param("offices", offices.toArray(String[]::new)).param("limit", limit)
            .param("at", after == null ? null : at(after.at())).param("id", after == null ? null : after.id()).query(ConversationTable::read).list();
    }

    /** Those that go on with this label, the newest first. @param label empty: with any */
    List<Conversation> labelled(String label, List<String> offices, @Nullable Place after, int limit) {
        return db.sql(ConversationTable.COLUMNS + """
                where state <> 'CLOSED' and labels <> '{}' and (:label = '' or :label = any(labels)) and office_code = any(:offices)
                  and (:at::timestamptz is null or (last_inbound_at, id) < (:at, :id::uuid))
                order by last_inbound_at desc, id desc limit :limit""")
            .param("label", label.toLowerCase(Locale.ITALIAN)).param("offices", offices.toArray(String[]::new)).param("limit", limit)
            .param("at", after == null ? null : at(after.at())).param("id", after == null ? null : after.id()).query(ConversationTable::read).list();
    }

    /** Those in which somebody calls the operator, who has not looked yet: the newest first. */
    List<Conversation> calling(OperatorId operator, List<String> offices, @Nullable Place after, int limit) {
        return db.sql(ConversationTable.COLUMNS + """
                where id in (select n.conversation_id from mention m join conversation_note n on n.id = m.note_id where m.operator_id = :operator and m.seen_at is null)
                  and office_code = any(:offices) and (:at::timestamptz is null or (last_inbound_at, id) < (:at, :id::uuid))
                order by last_inbound_at desc, id desc limit :limit""")
            .param("operator", operator.value()).param("offices", offices.toArray(String[]::new)).param("limit", limit)
            .param("at", after == null ? null : at(after.at())).param("id", after == null ? null : after.id()).query(ConversationTable::read).list();
    }

    long calling(OperatorId operator, List<String> offices) {
        return db.sql("""
                select count(*) from (select 1 from conversation where id in (
                  select n.conversation_id from mention m join conversation_note n on n.id = m.note_id where m.operator_id = ? and m.seen_at is null)
                  and office_code = any(?) limit 1000) u""")
            .param(operator.value()).param(offices.toArray(String[]::new)).query(Long.class).single();
    }

    List<Conversation> these(List<ConversationId> ids) {
        var found = new java.util.HashMap<ConversationId, Conversation>();
        db.sql(ConversationTable.COLUMNS + "where id = any(?)").param(ids.stream().map(ConversationId::value).toArray(UUID[]::new))
            .query(ConversationTable::read).list().forEach(it -> found.put(it.id(), it));
        return ids.stream().filter(found::containsKey).map(it -> java.util.Objects.requireNonNull(found.get(it))).toList();
    }

    /** Whose request nobody has answered, the first first. */
    List<Conversation> unanswered(List<String> offices, int limit) {
        return db.sql(ConversationTable.COLUMNS + """
                where id in (select conversation_id from citizen_request where answered_at is null and conversation_id is not null)
                  and state <> 'CLOSED' and office_code = any(?) order by coalesce(waiting_since, last_inbound_at), id limit ?""")
            .param(offices.toArray(String[]::new)).param(limit).query(ConversationTable::read).list();
    }

    /** How many wait, and since when the first does. */
    Waiting waiting(List<String> offices, Instant now) {
        return db.sql("""
                select count(*), min(waiting_since) from (
                  select c.waiting_since from unnest(:offices::text[]) as o (code) cross join unnest(:channels::text[]) as k (channel) cross join lateral (
                    select waiting_since from conversation
                     where office_code = o.code and channel = k.channel and waiting_since is not null and (snoozed_until is null or snoozed_until <= :now)
                     order by waiting_since, id limit :most) c
                  order by c.waiting_since limit :most) w""")
            .param("channels", CHANNELS)
            .param("offices", offices.toArray(String[]::new)).param("now", at(now)).param("most", MOST)
            .query((row, _) -> {
                var since = row.getObject(2, OffsetDateTime.class);
                return new Waiting(row.getLong(1), since == null ? null : since.toInstant());
            }).single();
    }

    /** How many wait that nobody has opened. */
    long unseen(List<String> offices) {
        return db.sql("select count(*) from (select 1 from conversation where waiting_since is not null and seen_at is null and office_code = any(?) limit 1000) u")
            .param(offices.toArray(String[]::new)).query(Long.class).single();
    }

    long unfollowed(List<String> offices) {
        return db.sql("select count(*) from (select 1 from conversation where waiting_since is not null and assigned_id is null and office_code = any(?) limit 1000) u")
            .param(offices.toArray(String[]::new)).query(Long.class).single();
    }

    long followedBy(OperatorId operator) {
        return db.sql("select count(*) from (select 1 from conversation where assigned_id = ? and state <> 'CLOSED' limit 1000) u")
            .param(operator.value()).query(Long.class).single();
    }

    private static String each(String condition, String order) {
        return "select c.* from unnest(:offices::text[]) as o (code) cross join lateral (" + ConversationTable.COLUMNS
            + "where office_code = o.code and " + condition + " order by " + order + " limit :limit) c order by " + order + " limit :limit";
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
