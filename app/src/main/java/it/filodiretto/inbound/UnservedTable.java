// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.inbound;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.messaging.LaneId;
import it.filodiretto.municipality.AutomaticKind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tables {@code unserved_count} and {@code automatic_answer}. */
@Repository
class UnservedTable {

    private final JdbcClient db;

    UnservedTable(JdbcClient db) {
        this.db = db;
    }

    /** @param kind {@code CALL} or {@code REFUSED} */
    void count(LaneId lane, LocalDate day, String kind) {
        db.sql("""
                insert into unserved_count (lane_id, day, kind, count) values (?, ?, ?, 1)
                on conflict (municipality_id, lane_id, day, kind) do update set count = unserved_count.count + 1""")
            .param(lane.value()).param(day).param(kind).update();
    }

    Unserved of(LocalDate day) {
        return db.sql("""
                select coalesce(sum(count) filter (where kind = 'CALL'), 0), coalesce(sum(count) filter (where kind = 'REFUSED'), 0)
                  from unserved_count where day = ?""")
            .param(day).query((row, _) -> new Unserved(row.getLong(1), row.getLong(2))).single();
    }

    /** Whether it is this person's turn to get it: whoever asks first is told yes, and the time begins anew. */
    boolean isDue(CitizenId citizen, AutomaticKind kind, Instant now, Duration between) {
        return db.sql("""
                insert into automatic_answer (citizen_id, kind, answered_at) values (:citizen, :kind, :now)
                on conflict (municipality_id, citizen_id, kind) do update set answered_at = excluded.answered_at
                 where automatic_answer.answered_at <= :before""")
            .param("citizen", citizen.value()).param("kind", kind.name())
            .param("now", now.atOffset(ZoneOffset.UTC)).param("before", now.minus(between).atOffset(ZoneOffset.UTC)).update() == 1;
    }

    /** Who was told as the one person is not told again as the other. */
    void merge(CitizenId from, CitizenId into) {
        db.sql("""
                insert into automatic_answer (citizen_id, kind, answered_at) select :into, kind, answered_at from automatic_answer where citizen_id = :from
                on conflict (municipality_id, citizen_id, kind) do update set answered_at = greatest(automatic_answer.answered_at, excluded.answered_at)""")
            .param("from", from.value()).param("into", into.value()).update();
    }
}
