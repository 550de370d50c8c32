// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outbox;

import it.filodiretto.channel.HandDelivery;
import it.filodiretto.citizen.CitizenId;
import it.filodiretto.messaging.ContentJson;
import it.filodiretto.messaging.Days;
import it.filodiretto.messaging.LaneId;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.MessageId;
import it.filodiretto.messaging.Origin;
import it.filodiretto.messaging.Priority;
import it.filodiretto.shared.Ids;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tables {@code outgoing_message} and {@code send_queue}: how a message comes to be. */
@Repository
class OutgoingTable {

    private final JdbcClient db;

    OutgoingTable(JdbcClient db) {
        this.db = db;
    }

    MessageId enqueue(LaneId lane, CitizenId to, MessageContent content, @Nullable MessageContent otherwise, Origin origin, Priority priority) {
        var id = MessageId.single(Ids.next());
        var operator = origin.operator();
        var automatic = origin.automatic();
        db.sql("""
                with message as (
                  insert into outgoing_message (id, day, lane_id, citizen_id, content, otherwise, operator_id, automatic_kind)
                  values (:id, :day, :lane, :citizen, :content::jsonb, :otherwise::jsonb, :operator, :automatic))
                insert into send_queue (message_id, day, lane_id, citizen_id, priority)
                values (:id, :day, :lane, :citizen, :priority)""")
            .param("id", id.id())
            .param("day", id.day())
            .param("lane", lane.value())
            .param("citizen", to.value())
            .param("content", ContentJson.write(content))
            .param("otherwise", ContentJson.write(otherwise))
            .param("operator", operator == null ? null : operator.value())
            .param("automatic", automatic == null ? null : automatic.name())
            .param("priority", priority.ordinal())
            .update();
        return id;
    }

    /** It was delivered as it was written: so the sending engine leaves what it has sent. Nobody asks for it by the channel's id, which has no entry of its own. */
    void delivered(LaneId lane, HandDelivery.Message message, String externalId) {
        var operator = message.origin().operator();
        var automatic = message.origin().automatic();
        db.sql("""
                insert into outgoing_message (id, day, lane_id, citizen_id, content, operator_id, automatic_kind, state, external_id, attempted_at, by_template)
                values (:id, :day, :lane, :citizen, :content::jsonb, :operator, :automatic, 'ACCEPTED', :external, now(), :template)""")
            .param("id", message.id().id())
            .param("day", message.id().day())
            .param("lane", lane.value())
            .param("citizen", message.to().value())
            .param("content", ContentJson.write(message.content()))
            .param("operator", operator == null ? null : operator.value())
            .param("automatic", automatic == null ? null : automatic.name())
            .param("external", externalId)
            .param("template", message.content() instanceof MessageContent.Template)
            .update();
    }

    /** Those of them that somebody wrote to one person alone, and that have failed for good; an emoji answers nothing. Person by person: whoever tells of several locks their talks in one order. */
    List<ReplyFailed> failedReplies(Collection<MessageId> ids) {
        return db.sql("""
                select id, day, citizen_id, created_at from outgoing_message
                 where id = any(:ids::uuid[]) and day between :first and :last
                   and bulk_id is null and automatic_kind is null and state = 'FAILED' and content ->> 'kind' <> 'reaction' order by citizen_id, id""")
            .param("ids", ids.stream().map(MessageId::id).toArray(UUID[]::new)).params(Days.of(ids.stream()))
            .query((row, _) -> new ReplyFailed(new CitizenId(row.getObject("citizen_id", UUID.class)),
                new MessageId(row.getObject("id", UUID.class), row.getObject("day", LocalDate.class)),
                row.getObject("created_at", OffsetDateTime.class).toInstant())).list();
    }

    /** It leaves no sooner. */
    void putOff(MessageId message, Duration by) {
        db.sql("update send_queue set ready_at = now() + make_interval(secs => ?) where message_id = ?")
            .param(by.toMillis() / 1000.0).param(message.id()).update();
    }

    /** As if it had never been written, unless it is on its way. It waits for nobody: who claims the message now may tell of it in a talk that the caller holds. */
    boolean withdraw(MessageId message) {
        return db.sql("""
                delete from send_queue where message_id in (
                  select message_id from send_queue where message_id = ? and state = 'QUEUED' and attempts = 0 for update skip locked)""").param(message.id()).update() == 1
            && db.sql("delete from outgoing_message where id = ? and day = ?").param(message.id()).param(message.day()).update() == 1;
    }

    /**
     * Adds people to a bulk; who is in it already is left as he is. Which town's they are is asked once, not as each row's default, and that all will be
     * by template is known of most bulks beforehand: a message whose report comes first is then not written once more. @return how many were new
     */
    int enqueueAll(BulkRow bulk, List<CitizenId> citizens) {
        var ids = citizens.stream().map(_ -> Ids.next()).toArray(UUID[]::new);
        var people = citizens.stream().map(CitizenId::value).toArray(UUID[]::new);
        return db.sql("""
                with message as (
                  insert into outgoing_message (id, day, municipality_id, lane_id, citizen_id, bulk_id, operator_id, by_template)
                  select id, :day, (select current_municipality()), :lane, citizen, :bulk, :operator,
                         (select true from bulk where id = :bulk and free_text is null)
                    from unnest(:ids::uuid[], :people::uuid[]) as it (id, citizen)
                  on conflict (bulk_id, citizen_id, day) do nothing
                  returning id, municipality_id, citizen_id)
                insert into send_queue (message_id, day, municipality_id, lane_id, bulk_id, citizen_id, priority)
                select id, :day, municipality_id, :lane, :bulk, citizen_id, :priority from message""")
            .param("day", bulk.day())
            .param("lane", bulk.lane().value())
            .param("bulk", bulk.id().value())
            .param("operator", bulk.operator())
            .param("ids", ids)
            .param("people", people)
            .param("priority", bulk.priority().ordinal())
            .update();
    }
}
