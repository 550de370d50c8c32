// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.messaging;

import it.filodiretto.citizen.CitizenId;
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

/** Table {@code service_window}. */
@Repository
class WindowTable {

    private final JdbcClient db;
    private final RestraintTable restraints;

    WindowTable(JdbcClient db, RestraintTable restraints) {
        this.db = db;
        this.restraints = restraints;
    }

    /** A late repeat never moves the clock back. Who writes can be reached again. */
    void wrote(LaneId lane, CitizenId citizen, Instant at) {
        db.sql("""
                insert into service_window (lane_id, citizen_id, last_inbound_at) values (?, ?, ?)
                on conflict (lane_id, citizen_id) do update
                  set last_inbound_at = greatest(service_window.last_inbound_at, excluded.last_inbound_at)""")
            .param(lane.value()).param(citizen.value()).param(at.atOffset(ZoneOffset.UTC)).update();
        restraints.wrote(lane, citizen);
    }

    Optional<Instant> lastInbound(LaneId lane, CitizenId citizen) {
        return db.sql("select last_inbound_at from service_window where lane_id = ? and citizen_id = ?")
            .param(lane.value()).param(citizen.value())
            .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant()).optional();
    }

    /** Those of them who wrote after the given time. */
    Set<CitizenId> wroteAfter(LaneId lane, Collection<CitizenId> citizens, Instant after) {
        return new HashSet<>(db.sql("select citizen_id from service_window where lane_id = ? and citizen_id = any(?) and last_inbound_at > ?")
            .param(lane.value()).param(citizens.stream().map(CitizenId::value).toArray(UUID[]::new)).param(after.atOffset(ZoneOffset.UTC))
            .query((row, _) -> new CitizenId(row.getObject(1, UUID.class))).list());
    }

    /** Everybody who wrote after the given time. */
    Set<CitizenId> openSince(LaneId lane, Instant after) {
        return new HashSet<>(db.sql("select citizen_id from service_window where lane_id = ? and last_inbound_at > ?")
            .param(lane.value()).param(after.atOffset(ZoneOffset.UTC))
            .query((row, _) -> new CitizenId(row.getObject(1, UUID.class))).list());
    }
}
