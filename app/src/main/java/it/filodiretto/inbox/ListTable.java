// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.inbox;

import it.filodiretto.conversation.Conversation;
import it.filodiretto.conversation.ConversationId;
import it.filodiretto.conversation.ConversationTable;
import it.filodiretto.conversation.Sight;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.operator.OperatorId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Table {@code conversation}, as lists. Each list is read office by office along an index and then merged: a page costs the
 * same with a thousand conversations and with a million. Counts stop at {@link #MOST}.
 */
@Repository
public class ListTable {

    static final int MOST = 1000;
    /** Put off by nobody, or its time has come. */
    private static final String AWAKE = "(snoozed_until is null or snoozed_until <= :now)";

    private final JdbcClient db;

    ListTable(JdbcClient db) {
        this.db = db;
    }

    /** A row's place in the order of {@link #newest}. */
    public record Place(Instant at, UUID id) {}

    /** Somebody waits, by this channel. */
    record Waiter(ConversationId id, ChannelKind channel, String office, Instant since) {}

    /** Of each office and channel the first to wait, in no order among each other. @param which what is true of them, a constant */
    List<Waiter> first(Sight sight, Which which, Instant now, int limit) {
        return db.sql("""
                select c.*, o.code from unnest(:offices::text[]) as o (code) cross join unnest(:channels::text[]) as k (channel) cross join lateral (
                  select id, channel, waiting_since from conversation where office_code = o.code and channel = k.channel and\s"""
                + which.condition + (which == Which.WAITING ? " and " + AWAKE : "")
                + " order by waiting_since, id limit :limit) c")
            .param("offices", sight.officeCodes()).param("channels", sight.channelNames())
            .param("now", at(now)).param("limit", limit)
            .query((row, _) -> new Waiter(new ConversationId(row.getObject(1, UUID.class)), ChannelKind.valueOf(row.getString(2)), row.getString(4),
                row.getObject(3, OffsetDateTime.class).toInstant())).list();
    }

    /** Newest first. @param which what is true of them, a constant; {@code after} the last of the page before */
    List<Conversation> newest(Sight sight, Which which, @Nullable Place after, int limit) {
        return db.sql(each(which.condition + (after == null ? "" : " and (last_inbound_at, id) < (:at, :id)"), "last_inbound_at desc, id desc"))
            .param("offices", sight.officeCodes()).param("channels", sight.channelNames()).param("limit", limit)
            .param("at", after == null ? null : at(after.at())).param("id", after == null ? null : after.id()).query(ConversationTable::read).list();
    }

    public enum Which {
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
    List<Conversation> followedBy(OperatorId operator, Sight sight, @Nullable Place after, int limit) {
        return db.sql(ConversationTable.COLUMNS + """
                where assigned_id = :operator and state <> 'CLOSED' and office_code = any(:offices) and channel = any(:channels)
                  and (:at::timestamptz is null or (last_inbound_at, id) < (:at, :id::uuid))
                order by last_inbound_at desc, id desc limit :limit""")
            .param("operator", operator.value()).param("offices", sight.officeCodes()).param("channels", sight.channelNames()).param("limit", limit)
            .param("at", after == null ? null : at(after.at())).param("id", after == null ? null : after.id()).query(ConversationTable::read).list();
    }

    /** Those that go on with this label, the newest first. @param label empty: with any */
    List<Conversation> labelled(String label, Sight sight, @Nullable Place after, int limit) {
        return db.sql(ConversationTable.COLUMNS + """
                where state <> 'CLOSED' and labels <> '{}' and (:label = '' or :label = any(labels)) and office_code = any(:offices) and channel = any(:channels)
                  and (:at::timestamptz is null or (last_inbound_at, id) < (:at, :id::uuid))
                order by last_inbound_at desc, id desc limit :limit""")
            .param("label", label.toLowerCase(Locale.ITALIAN)).param("offices", sight.officeCodes()).param("channels", sight.channelNames()).param("limit", limit)
            .param("at", after == null ? null : at(after.at())).param("id", after == null ? null : after.id()).query(ConversationTable::read).list();
    }

    /** Those in which somebody calls the operator, who has not looked yet: the newest first. */
    List<Conversation> calling(OperatorId operator, Sight sight, @Nullable Place after, int limit) {
        return db.sql(ConversationTable.COLUMNS + """
                where id in (select n.conversation_id from mention m join conversation_note n on n.id = m.note_id where m.operator_id = :operator and m.seen_at is null)
                  and office_code = any(:offices) and channel = any(:channels) and (:at::timestamptz is null or (last_inbound_at, id) < (:at, :id::uuid))
                order by last_inbound_at desc, id desc limit :limit""")
            .param("operator", operator.value()).param("offices", sight.officeCodes()).param("channels", sight.channelNames()).param("limit", limit)
            .param("at", after == null ? null : at(after.at())).param("id", after == null ? null : after.id()).query(ConversationTable::read).list();
    }

    List<Conversation> these(List<ConversationId> ids) {
        var found = new java.util.HashMap<ConversationId, Conversation>();
        db.sql(ConversationTable.COLUMNS + "where id = any(?)").param(ids.stream().map(ConversationId::value).toArray(UUID[]::new))
            .query(ConversationTable::read).list().forEach(it -> found.put(it.id(), it));
        return ids.stream().filter(found::containsKey).map(it -> java.util.Objects.requireNonNull(found.get(it))).toList();
    }

    /** Whose request nobody has answered, the first first. */
    List<Conversation> unanswered(Sight sight, int limit) {
        return db.sql(ConversationTable.COLUMNS + """
                where id in (select conversation_id from citizen_request where answered_at is null and conversation_id is not null)
                  and state <> 'CLOSED' and office_code = any(?) and channel = any(?) order by coalesce(waiting_since, last_inbound_at), id limit ?""")
            .param(sight.officeCodes()).param(sight.channelNames()).param(limit).query(ConversationTable::read).list();
    }

    /** How many wait: every page of the console asks it, so it reads {@link #MOST} at most in all. */
    long waiting(Sight sight, Instant now) {
        return db.sql("select " + howMany(AWAKE))
            .param("offices", sight.officeCodes()).param("channels", sight.channelNames()).param("now", at(now)).param("most", MOST)
            .query(Long.class).single();
    }

    /** Those who wait by one channel. */
    record OnChannel(long people, long unfollowed) {}

    /** Of the channels by which somebody waits. Counts stop at {@link #MOST} of an office. */
    Map<ChannelKind, OnChannel> waitingByChannel(Sight sight, Instant now) {
        var found = new EnumMap<ChannelKind, OnChannel>(ChannelKind.class);
        db.sql("""
                select k.channel, count(*), count(*) filter (where c.assigned_id is null)
                  from unnest(:offices::text[]) as o (code) cross join unnest(:channels::text[]) as k (channel) cross join lateral (
                    select assigned_id from conversation
                     where office_code = o.code and channel = k.channel and waiting_since is not null and %s
                     order by waiting_since, id limit :most) c
                 group by k.channel""".formatted(AWAKE))
            .param("offices", sight.officeCodes()).param("channels", sight.channelNames())
            .param("now", at(now)).param("most", MOST)
            .query(row -> {
                found.put(ChannelKind.valueOf(row.getString(1)), new OnChannel(row.getLong(2), row.getLong(3)));
            });
        return found;
    }

    /** How many wait, of them those whom nobody follows, and those whom nobody has opened. */
    record Crowd(long waiting, long unfollowed, long unseen) {}

    Crowd crowd(Sight sight, Instant now) {
        return db.sql("select " + howMany(AWAKE) + ", " + howMany("assigned_id is null") + ", " + howMany("seen_at is null"))
            .param("offices", sight.officeCodes()).param("channels", sight.channelNames()).param("now", at(now)).param("most", MOST)
            .query((row, _) -> new Crowd(row.getLong(1), row.getLong(2), row.getLong(3))).single();
    }

    /** @param which of those who wait, a constant */
    private static String howMany(String which) {
        return "(select count(*) from (select 1 from conversation where waiting_since is not null and " + which
            + " and office_code = any(:offices) and channel = any(:channels) limit :most) w)";
    }

    /** How many the operator follows, and how many call them. */
    record Own(long mine, long mentioned) {}

    Own own(OperatorId operator, Sight sight) {
        return db.sql("""
                select (select count(*) from (select 1 from conversation
                          where assigned_id = :operator and state <> 'CLOSED' and office_code = any(:offices) and channel = any(:channels) limit :most) f),
                       (select count(*) from (select distinct c.id from mention m join conversation_note n on n.id = m.note_id join conversation c on c.id = n.conversation_id
                          where m.operator_id = :operator and m.seen_at is null and c.office_code = any(:offices) and c.channel = any(:channels) limit :most) c)""")
            .param("operator", operator.value()).param("offices", sight.officeCodes()).param("channels", sight.channelNames()).param("most", MOST)
            .query((row, _) -> new Own(row.getLong(1), row.getLong(2))).single();
    }

    private static String each(String condition, String order) {
        return "select c.* from unnest(:offices::text[]) as o (code) cross join lateral (" + ConversationTable.COLUMNS
            + "where office_code = o.code and channel = any(:channels) and " + condition + " order by " + order + " limit :limit) c order by " + order + " limit :limit";
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
