// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.messaging.BulkId;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.MessageId;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.shared.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code conversation}: how a talk changes, and with it the first word of {@code citizen_request}. Row policies keep each municipality's rows apart: no query here names it. */
@Repository
public class ConversationTable {

    public static final String COLUMNS = """
        select id, citizen_id, office_code, channel, state, last_inbound_at, waiting_since, operator_id, bulk_id, assigned_id, version, outcome, reason,
               snoozed_until, labels, seen_at, unregistered
          from conversation\s""";

    private final JdbcClient db;

    ConversationTable(JdbcClient db) {
        this.db = db;
    }

    /** @param newRequest it was opened or reopened by this */
    public record Touched(ConversationId id, boolean newRequest) {}

    /** What a message says about its talk. */
    public record Arrival(CitizenId citizen, String office, ChannelKind channel, Instant at, @Nullable BulkId answered, boolean unregistered) {}

    /**
     * Opens the person's conversation or reopens the one there is; of many messages at once, one does. What comes late never moves the clock back.
     *
     * @param request the id of the request that begins if it was opened or reopened; {@code null}: that is written down elsewhere
     */
    public Touched touch(Arrival message, @Nullable UUID request) {
        return db.sql("""
                with before as (select state from conversation where citizen_id = :citizen and office_code = :office for no key update),
                touched as (
                insert into conversation (id, citizen_id, office_code, channel, state, last_inbound_at, waiting_since, bulk_id, unregistered)
                values (:id, :citizen, :office, :channel, 'NEW', :at, :at, :bulk, :unregistered)
                on conflict (municipality_id, citizen_id, office_code) do update
                   set state = case when conversation.state <> 'CLOSED' and conversation.assigned_id is not null then 'TAKEN' else 'NEW' end,
                       assigned_id = case when conversation.state = 'CLOSED' then null else conversation.assigned_id end,
                       round_at = case when conversation.state = 'CLOSED' then now() else conversation.round_at end,
                       outcome = null, reason = null, closed_at = null, snoozed_until = null, seen_at = null, unregistered = excluded.unregistered,
                       escalated_at = case when conversation.waiting_since is null then null else conversation.escalated_at end,
                       channel = case when excluded.last_inbound_at >= conversation.last_inbound_at and excluded.channel not in ('PHONE', 'DESK') then excluded.channel else conversation.channel end,
                       last_inbound_at = greatest(conversation.last_inbound_at, excluded.last_inbound_at),
                       waiting_since = least(conversation.waiting_since, excluded.waiting_since),
                       bulk_id = case when excluded.last_inbound_at >= conversation.last_inbound_at
                                      then coalesce(excluded.bulk_id, conversation.bulk_id)
                                      else coalesce(conversation.bulk_id, excluded.bulk_id) end
                returning id, id = :id or coalesce((select state = 'CLOSED' from before), false) as anew),
                asked as (
                insert into citizen_request (id, conversation_id, office_code, channel, opened_at)
                select :request::uuid, id, :office, :channel, :at from touched where anew and :request::uuid is not null)
                select id, anew from touched""")
            .param("request", request)
            .param("id", Ids.next()).param("citizen", message.citizen().value()).param("office", message.office()).param("channel", message.channel().name())
            .param("at", message.at().atOffset(ZoneOffset.UTC)).param("bulk", message.answered() == null ? null : message.answered().value())
            .param("unregistered", message.unregistered())
            .query((row, _) -> new Touched(new ConversationId(row.getObject(1, UUID.class)), row.getBoolean(2))).single();
    }

    /** Whether a talk of this person goes on by this channel. */
    boolean goesOn(CitizenId citizen, ChannelKind channel) {
        return db.sql("select exists (select 1 from conversation where citizen_id = ? and channel = ? and state <> 'CLOSED')")
            .param(citizen.value()).param(channel.name()).query(Boolean.class).single();
    }

    /** Who waits and is followed by nobody, longest first. */
    List<CitizenId> unfollowed(ChannelKind channel) {
        return db.sql("select citizen_id from conversation where state = 'NEW' and waiting_since is not null and channel = ? order by waiting_since, id limit 1000")
            .param(channel.name()).query((row, _) -> new CitizenId(row.getObject(1, UUID.class))).list();
    }

    /** @return when the request began that has no answer till now; empty: there is none */
    public Optional<Instant> answered(ConversationId id, @Nullable OperatorId operator) {
        return db.sql("""
                update conversation
                   set state = 'PENDING', waiting_since = null, operator_id = coalesce(:operator::uuid, operator_id), version = version + 1,
                       assigned_id = coalesce(assigned_id, :operator::uuid), seen_at = now(), snoozed_until = null, escalated_at = null,
                       outcome = null, reason = null, closed_at = null
                 where id = :id returning (select min(opened_at) from citizen_request where conversation_id = :id and answered_at is null) as asked_at""")
            .param("operator", operator == null ? null : operator.value()).param("id", id.value())
            .query((row, _) -> Optional.ofNullable(instant(row, "asked_at"))).optional().flatMap(it -> it);
    }

    /** As it was before the answer that was taken back ({@link UndoTable}); what the person wrote meanwhile waits. */
    public void restore(ConversationId id) {
        db.sql("""
                with before as (
                  select u.*, case when c.assigned_id is distinct from u.operator_id then c.assigned_id else u.assigned_id end as follower,
                         least(c.waiting_since, u.waiting_since) as since
                    from conversation_undo u join conversation c on c.id = u.conversation_id where u.conversation_id = :id)
                update conversation c
                   set assigned_id = b.follower, waiting_since = b.since, version = c.version + 1,
                       state = case when b.since is null then b.state when b.follower is null then 'NEW' else 'TAKEN' end,
                       snoozed_until = case when c.waiting_since is null then coalesce(c.snoozed_until, b.snoozed_until) end,
                       escalated_at = case when b.since is not null then coalesce(c.escalated_at, b.escalated_at) end,
                       outcome = case when b.since is null then b.outcome end, reason = case when b.since is null then b.reason end,
                       closed_at = case when b.since is null then b.closed_at end
                  from before b where c.id = b.conversation_id""")
            .param("id", id.value()).update();
    }

    /** @param follower {@code null}: nobody any more */
    public void assign(ConversationId id, @Nullable OperatorId follower) {
        db.sql("""
                update conversation
                   set assigned_id = :follower::uuid, version = version + 1,
                       state = case when state in ('NEW', 'TAKEN') then case when :follower::uuid is null then 'NEW' else 'TAKEN' end else state end
                 where id = :id""")
            .param("follower", follower == null ? null : follower.value()).param("id", id.value()).update();
    }

    /** @throws org.springframework.dao.DataIntegrityViolationException if it needs a reason */
    public void close(ConversationId id, Outcome outcome, @Nullable String reason, Instant now) {
        db.sql("""
                update conversation
                   set state = 'CLOSED', outcome = :outcome, reason = :reason, closed_at = :now, waiting_since = null, snoozed_until = null, version = version + 1
                 where id = :id""")
            .param("outcome", outcome.name()).param("reason", reason).param("now", now.atOffset(ZoneOffset.UTC)).param("id", id.value()).update();
    }

    public void snooze(ConversationId id, @Nullable Instant until) {
        db.sql("update conversation set snoozed_until = ? where id = ?").param(until == null ? null : until.atOffset(ZoneOffset.UTC)).param(id.value()).update();
    }

    public void label(ConversationId id, List<String> labels) {
        db.sql("update conversation set labels = ? where id = ?").param(labels.toArray(String[]::new)).param(id.value()).update();
    }

    /** @return false if the person talks with that office already */
    public boolean move(ConversationId id, String office) {
        return db.sql("""
                update conversation c set office_code = :office, version = version + 1, assigned_id = null, seen_at = null, escalated_at = null,
                       state = case when state = 'TAKEN' then 'NEW' else state end
                 where id = :id and not exists (select 1 from conversation o where o.citizen_id = c.citizen_id and o.office_code = :office)""")
            .param("office", office).param("id", id.value()).update() == 1;
    }

    void registered(ConversationId id) {
        db.sql("update conversation set unregistered = false where id = ?").param(id.value()).update();
    }

    /** @return whether it is news that somebody has seen it */
    public boolean seen(ConversationId id) {
        return db.sql("update conversation set seen_at = now() where id = ? and seen_at is null").param(id.value()).update() == 1;
    }

    /**
     * This answer did not arrive: the wait for it goes on from what the person wrote last, also if the talk was closed with it. What
     * stands in no talk (an emoji) makes nobody wait.
     */
    List<ConversationId> waitsAgain(MessageId answer, Instant answeredAt) {
        return db.sql("""
                update conversation c set state = case when assigned_id is null then 'NEW' else 'TAKEN' end,
                       waiting_since = coalesce(waiting_since, last_inbound_at), version = version + 1, seen_at = null, snoozed_until = null,
                       outcome = null, reason = null, closed_at = null
                  from conversation_text t
                 where t.source_id = :message and c.id = t.conversation_id
                   and (state <> 'CLOSED' or outcome = 'ANSWERED' and closed_at >= :answered) returning c.id""")
            .param("message", answer.id()).param("answered", answeredAt.atOffset(ZoneOffset.UTC)).query((row, _) -> new ConversationId(row.getObject(1, UUID.class))).list();
    }

    /** In whose talk this was said; of what nobody noted that, whose it is now. */
    Optional<String> officeOf(UUID source) {
        return db.sql("select coalesce(t.office_code, c.office_code) from conversation_text t join conversation c on c.id = t.conversation_id where t.source_id = ? limit 1").param(source)
            .query(String.class).optional();
    }

    /** Two persons are one, and so are their conversations with an office. */
    void merge(CitizenId from, CitizenId into) {
        db.sql("""
                update conversation c set citizen_id = :into where citizen_id = :from
                   and not exists (select 1 from conversation o where o.citizen_id = :into and o.office_code = c.office_code)""")
            .param("from", from.value()).param("into", into.value()).update();
        for (var child : List.of("conversation_note", "conversation_event", "citizen_request", "conversation_text", "callback")) {
            db.sql("""
                    update %s child set conversation_id = kept.id
                      from conversation gone join conversation kept on kept.office_code = gone.office_code and kept.citizen_id = :into
                     where child.conversation_id = gone.id and gone.citizen_id = :from""".formatted(child))
                .param("from", from.value()).param("into", into.value()).update();
        }
        db.sql("""
                with gone as (delete from conversation where citizen_id = :from
                  returning office_code, channel, state, opened_at, round_at, last_inbound_at, waiting_since, operator_id, assigned_id, bulk_id,
                            snoozed_until, escalated_at, seen_at, labels)
                update conversation c
                   set state = case when c.waiting_since is null and gone.waiting_since is null then case when c.state = 'CLOSED' then gone.state else c.state end
                                    when coalesce(c.assigned_id, gone.assigned_id) is null then 'NEW' else 'TAKEN' end,
                       outcome = case when c.state = 'CLOSED' and gone.state = 'CLOSED' then c.outcome end,
                       reason = case when c.state = 'CLOSED' and gone.state = 'CLOSED' then c.reason end,
                       closed_at = case when c.state = 'CLOSED' and gone.state = 'CLOSED' then c.closed_at end,
                       snoozed_until = case when c.waiting_since is not null and c.snoozed_until is null
                                              or gone.waiting_since is not null and gone.snoozed_until is null then null
                                            else least(c.snoozed_until, gone.snoozed_until) end,
                       escalated_at = coalesce(c.escalated_at, gone.escalated_at),
                       seen_at = case when gone.waiting_since is not null and gone.seen_at is null then null else c.seen_at end,
                       labels = c.labels || array(select unnest(gone.labels) except select unnest(c.labels)),
                       channel = case when gone.last_inbound_at > c.last_inbound_at then gone.channel else c.channel end,
                       opened_at = least(c.opened_at, gone.opened_at),
                       round_at = least(c.round_at, gone.round_at),
                       last_inbound_at = greatest(c.last_inbound_at, gone.last_inbound_at),
                       waiting_since = least(c.waiting_since, gone.waiting_since),
                       operator_id = coalesce(c.operator_id, gone.operator_id),
                       assigned_id = coalesce(c.assigned_id, gone.assigned_id),
                       bulk_id = coalesce(c.bulk_id, gone.bulk_id),
                       version = version + 1
                  from gone where c.citizen_id = :into and c.office_code = gone.office_code""")
            .param("from", from.value()).param("into", into.value()).update();
    }

    void remove(CitizenId citizen) {
        db.sql("delete from conversation where citizen_id = ?").param(citizen.value()).update();
    }

    public Optional<Conversation> find(ConversationId id) {
        return db.sql(COLUMNS + "where id = ?").param(id.value()).query(ConversationTable::read).optional();
    }

    /** A talk as operators have it before them. @param writing who writes just now; {@code noted}: there are notes */
    public record AtDesk(Conversation talk, LockTable.@Nullable Writing writing, boolean noted) {}

    /** With what nearly always is not there, in one look. */
    Optional<AtDesk> atDesk(ConversationId id) {
        return db.sql(withWriter("where id = ?", ", exists (select 1 from conversation_note n where n.conversation_id = c.id) as noted")).param(id.value())
            .query((row, index) -> new AtDesk(read(row, index), LockTable.writer(row), row.getBoolean("noted"))).optional();
    }

    public Optional<ConversationId> latestOf(CitizenId citizen) {
        return db.sql("select id from conversation where citizen_id = ? order by last_inbound_at desc limit 1").param(citizen.value())
            .query((row, _) -> new ConversationId(row.getObject(1, UUID.class))).optional();
    }

    /** The last in which this person wrote, with one of these offices. */
    public Optional<ConversationId> latestOf(CitizenId citizen, List<String> offices) {
        return db.sql("select id from conversation where citizen_id = ? and office_code = any(?) order by last_inbound_at desc limit 1").param(citizen.value())
            .param(offices.toArray(String[]::new)).query((row, _) -> new ConversationId(row.getObject(1, UUID.class))).optional();
    }

    /** Of the talk with this person that is not over. */
    Optional<String> openOffice(CitizenId citizen) {
        return db.sql("select office_code from conversation where citizen_id = ? and state <> 'CLOSED' order by last_inbound_at desc limit 1")
            .param(citizen.value()).query(String.class).optional();
    }

    /** The talk with this person and office that is not over. */
    public Optional<ConversationId> openOf(CitizenId citizen, String office) {
        return db.sql("select id from conversation where citizen_id = ? and office_code = ? and state <> 'CLOSED'").param(citizen.value()).param(office)
            .query((row, _) -> new ConversationId(row.getObject(1, UUID.class))).optional();
    }

    /** Her other talks, the newest first. */
    public List<Conversation> othersOf(Conversation conversation) {
        return db.sql(COLUMNS + "where citizen_id = ? and id <> ? order by last_inbound_at desc").param(conversation.citizen().value())
            .param(conversation.id().value()).query(ConversationTable::read).list();
    }

    /** Until the transaction ends nobody else changes it; what happened in it can be added, by who holds the chat that an answer waits for. */
    public Optional<Conversation> lock(ConversationId id) {
        return db.sql(COLUMNS + "where id = ? for no key update").param(id.value()).query(ConversationTable::read).optional();
    }

    /** Keeps all others from changing these persons' talks, one after the other in one order. */
    void holdOf(List<CitizenId> citizens) {
        db.sql("select 1 from conversation where citizen_id = any(?) order by id for no key update")
            .param(citizens.stream().map(CitizenId::value).toArray(UUID[]::new)).query(_ -> { });
    }

    record Held(Conversation talk, LockTable.@Nullable Writing writing) {}

    /** As {@link #lock}, with who wrote just before: whoever had the talk meanwhile may have taken that over. */
    Optional<Held> hold(ConversationId id) {
        return db.sql(withWriter("where id = ? for no key update", "")).param(id.value())
            .query((row, index) -> new Held(read(row, index), LockTable.writer(row))).optional();
    }

    private static String withWriter(String which, String more) {
        return "select c.*, " + LockTable.COLUMNS + more + " from (" + COLUMNS + which + ") c left join conversation_lock l on l.conversation_id = c.id and l.until_at > now()";
    }

    public static Conversation read(ResultSet row, int index) throws SQLException {
        var operator = row.getObject("operator_id", UUID.class);
        var bulk = row.getObject("bulk_id", UUID.class);
        return new Conversation(new ConversationId(row.getObject("id", UUID.class)), new CitizenId(row.getObject("citizen_id", UUID.class)),
            row.getString("office_code"), ChannelKind.valueOf(row.getString("channel")), Conversation.State.valueOf(row.getString("state")),
            row.getObject("last_inbound_at", OffsetDateTime.class).toInstant(), instant(row, "waiting_since"),
            operator == null ? null : new OperatorId(operator), bulk == null ? null : new BulkId(bulk), care(row));
    }

    private static Care care(ResultSet row) throws SQLException {
        var follower = row.getObject("assigned_id", UUID.class);
        var outcome = row.getString("outcome");
        return new Care(follower == null ? null : new OperatorId(follower), row.getInt("version"), outcome == null ? null : Outcome.valueOf(outcome),
            row.getString("reason"), instant(row, "snoozed_until"), Arrays.asList((String[]) row.getArray("labels").getArray()),
            row.getObject("seen_at") != null, row.getBoolean("unregistered"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
