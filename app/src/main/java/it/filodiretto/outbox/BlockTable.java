// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outbox;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.messaging.LaneId;
import it.filodiretto.operator.OperatorId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code blocked_person}: whom the town has shut out, and by which of its numbers the channel keeps her away. */
@Repository
class BlockTable {

    private final JdbcClient db;

    BlockTable(JdbcClient db) {
        this.db = db;
    }

    void put(LaneId lane, CitizenId citizen, Blocks.Block block) {
        db.sql("""
                insert into blocked_person (lane_id, citizen_id, reason, operator_id, blocked_at) values (?, ?, ?, ?, ?)
                on conflict (lane_id, citizen_id) do nothing""")
            .param(lane.value()).param(citizen.value()).param(block.reason()).param(block.operator().value()).param(block.at().atOffset(ZoneOffset.UTC)).update();
    }

    void end(CitizenId citizen) {
        db.sql("delete from blocked_person where citizen_id = ?").param(citizen.value()).update();
    }

    boolean isKeptAway(LaneId lane, CitizenId citizen) {
        return db.sql("select exists (select from blocked_person where lane_id = ? and citizen_id = ?)").param(lane.value()).param(citizen.value()).query(Boolean.class).single();
    }

    /** Who was shut out at another number of the town, and has written to this one after the given time. */
    Set<CitizenId> backBy(LaneId lane, Instant after) {
        return people(db.sql("""
                select b.citizen_id from blocked_person b join service_window w on w.lane_id = :lane and w.citizen_id = b.citizen_id and w.last_inbound_at > :after
                 where not exists (select from blocked_person here where here.lane_id = :lane and here.citizen_id = b.citizen_id)""")
            .param("lane", lane.value()).param("after", after.atOffset(ZoneOffset.UTC)));
    }

    Set<CitizenId> all() {
        return people(db.sql("select citizen_id from blocked_person"));
    }

    /** Those of them who are shut out. */
    Set<CitizenId> among(Collection<CitizenId> citizens) {
        return people(db.sql("select citizen_id from blocked_person where citizen_id = any(?)").param(citizens.stream().map(CitizenId::value).toArray(UUID[]::new)));
    }

    private static Set<CitizenId> people(JdbcClient.StatementSpec statement) {
        return new HashSet<>(statement.query((row, _) -> new CitizenId(row.getObject(1, UUID.class))).list());
    }

    Optional<Blocks.Block> find(CitizenId citizen) {
        return db.sql("select reason, operator_id, blocked_at from blocked_person where citizen_id = ? order by blocked_at limit 1").param(citizen.value())
            .query((row, _) -> new Blocks.Block(row.getString(1), new OperatorId(row.getObject(2, UUID.class)), row.getObject(3, OffsetDateTime.class).toInstant())).optional();
    }

    /** Who was shut out as one of them is shut out. */
    void merge(CitizenId from, CitizenId into) {
        db.sql("""
                insert into blocked_person (lane_id, citizen_id, reason, operator_id, blocked_at)
                select lane_id, ?, reason, operator_id, blocked_at from blocked_person where citizen_id = ? on conflict (lane_id, citizen_id) do nothing""")
            .param(into.value()).param(from.value()).update();
    }
}
