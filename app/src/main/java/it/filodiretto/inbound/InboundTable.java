// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.inbound;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.ContentJson;
import it.filodiretto.messaging.InboundContent;
import it.filodiretto.messaging.Lane;
import it.filodiretto.messaging.LaneId;
import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.shared.Gathered;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code inbound_message}. */
@Repository
class InboundTable {

    private static final String MESSAGES = """
        select m.id, m.lane_id, m.citizen_id, m.external_id, m.content, m.written_at, m.received_at, m.quoted, m.provenance, l.channel, l.account
          from inbound_message m join sender_lane l on l.id = m.lane_id
        """;

    private final JdbcClient db;
    private final Gathered<Taken> taken = new Gathered<>(this::takenBy);

    InboundTable(JdbcClient db) {
        this.db = db;
    }

    /**
     * @param receiver who will probably take it; {@code null}: not known
     * @return whether its person has corrected it already, for that may come first; empty: the lane has brought it before
     */
    Optional<Boolean> insert(InboundMessage message, boolean refused, @Nullable String receiver) {
        return db.sql("""
                insert into inbound_message (id, lane_id, citizen_id, external_id, content, written_at, received_at, quoted, about, refused, taken_by, provenance)
                values (:id, :lane, :citizen, :external, :content::jsonb, :written, :received, :quoted, :about, :refused, :receiver, :provenance::jsonb)
                on conflict (municipality_id, lane_id, external_id) do nothing
                returning exists (select from inbound_message r where r.citizen_id = :citizen and r.about = :external)""")
            .param("id", message.id())
            .param("lane", message.lane().id().value())
            .param("citizen", message.citizen().value())
            .param("external", message.externalId())
            .param("content", ContentJson.write(message.content()))
            .param("written", message.writtenAt().atOffset(ZoneOffset.UTC))
            .param("received", message.receivedAt().atOffset(ZoneOffset.UTC))
            .param("quoted", message.quoted())
            .param("about", message.content() instanceof InboundContent.Remark remark ? remark.about() : null)
            .param("refused", refused)
            .param("receiver", receiver)
            .param("provenance", ContentJson.write(message.provenance()))
            .query(Boolean.class).optional();
    }

    /** Stands there at the end of the transaction. @param receiver {@code null}: nobody */
    void takenBy(UUID id, @Nullable String receiver) {
        taken.add(new Taken(id, receiver));
    }

    private record Taken(UUID id, @Nullable String receiver) {}

    private void takenBy(List<Taken> messages) {
        db.sql("update inbound_message m set taken_by = t.receiver from unnest(?::uuid[], ?::text[]) as t (id, receiver) where m.id = t.id")
            .param(messages.stream().map(Taken::id).toArray(UUID[]::new)).param(messages.stream().map(Taken::receiver).toArray(String[]::new)).update();
    }

    List<InboundMessage> newest(int limit) {
        return db.sql(MESSAGES + "order by m.received_at desc, m.id desc limit ?").param(limit).query(InboundTable::read).list();
    }

    Optional<InboundMessage> find(UUID id) {
        return db.sql(MESSAGES + "where m.id = ?").param(id).query(InboundTable::read).optional();
    }

    Optional<UUID> find(LaneId lane, String externalId) {
        return db.sql("select id from inbound_message where lane_id = ? and external_id = ?").param(lane.value()).param(externalId).query(UUID.class).optional();
    }

    /** A message by its person: nobody corrects another's. */
    Optional<UUID> find(CitizenId citizen, LaneId lane, String externalId) {
        return db.sql("select id from inbound_message where lane_id = ? and external_id = ? and citizen_id = ?")
            .param(lane.value()).param(externalId).param(citizen.value()).query(UUID.class).optional();
    }

    private static InboundMessage read(ResultSet row, int index) throws SQLException {
        return new InboundMessage(row.getObject("id", UUID.class),
            new Lane(new LaneId(row.getObject("lane_id", UUID.class)), CurrentMunicipality.require(),
                ChannelKind.valueOf(row.getString("channel")), row.getString("account")),
            new CitizenId(row.getObject("citizen_id", UUID.class)), row.getString("external_id"),
            ContentJson.readInbound(row.getString("content")), row.getObject("written_at", OffsetDateTime.class).toInstant(),
            row.getObject("received_at", OffsetDateTime.class).toInstant(), row.getString("quoted"),
            ContentJson.readProvenance(row.getString("provenance")));
    }
}
