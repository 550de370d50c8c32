// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outbox;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.messaging.LaneId;
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

/** Tables {@code service_window} and, of who writes, {@code restraint}. */
@Repository
public class WindowTable {

    private final JdbcClient db;

    WindowTable(JdbcClient db) {
        this.db = db;
    }

    /** A late repeat never moves the clock back. Who writes is reachable, and Meta's cap on promotional messages is lifted; a refusal of those stays. */
    public void wrote(LaneId lane, CitizenId citizen, Instant at) {
        db.sql("""
                with lifted as (
                  delete from restraint where lane_id = :lane and citizen_id = :citizen and (kind = 'UNREACHABLE' or until_at is not null and (decided_at is null or until_at > decided_at)))
                insert into service_window (lane_id, citizen_id, last_inbound_at) values (:lane, :citizen, :at)
                on conflict (lane_id, citizen_id) do update
                  set last_inbound_at = greatest(service_window.last_inbound_at, excluded.last_inbound_at)""")
            .param("lane", lane.value()).param("citizen", citizen.value()).param("at", at.atOffset(ZoneOffset.UTC)).update();
    }

    Optional<Instant> lastInbound(LaneId lane, CitizenId citizen) {
        return db.sql("select last_inbound_at from service_window where lane_id = ? and citizen_id = ?")
            .param(lane.value()).param(citizen.value())
            .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant()).optional();
    }

    /** Those of them who wrote after the given time. */
    public Set<CitizenId> wroteAfter(LaneId lane, Collection<CitizenId> citizens, Instant after) {
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
