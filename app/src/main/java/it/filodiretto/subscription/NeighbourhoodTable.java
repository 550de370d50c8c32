// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscription;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.operator.OperatorId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tables {@code subscription}, as to districts, and {@code drill_list}. */
@Repository
class NeighbourhoodTable {

    private final JdbcClient db;

    NeighbourhoodTable(JdbcClient db) {
        this.db = db;
    }

    void choose(CitizenId citizen, Collection<String> districts) {
        db.sql("update subscription set districts = nullif(:districts::text[], '{}') where citizen_id = :citizen and state = 'ACTIVE'")
            .param("districts", districts.stream().distinct().sorted().toArray(String[]::new)).param("citizen", citizen.value()).update();
    }

    void add(CitizenId citizen, String district) {
        db.sql("""
                update subscription set districts = (select array_agg(distinct it order by it) from unnest(coalesce(districts, '{}') || array[:district::text]) as it)
                 where citizen_id = :citizen and state = 'ACTIVE'""")
            .param("district", district).param("citizen", citizen.value()).update();
    }

    void volunteer(CitizenId citizen, Instant at, String evidence, @Nullable OperatorId by) {
        db.sql("""
                insert into drill_list (citizen_id, agreed_at, evidence, operator_id) values (:citizen, :at, :evidence, :by::uuid)
                on conflict do nothing""")
            .param("citizen", citizen.value()).param("at", at.atOffset(ZoneOffset.UTC)).param("evidence", evidence)
            .param("by", by == null ? null : by.value()).update();
    }

    record Agreed(CitizenId citizen, Instant at, String evidence, boolean subscribed) {}

    /** The newest first. */
    List<Agreed> volunteers() {
        return db.sql("""
                select d.citizen_id, d.agreed_at, d.evidence, coalesce(s.state = 'ACTIVE', false) as subscribed
                  from drill_list d left join subscription s on s.citizen_id = d.citizen_id order by d.agreed_at desc, d.citizen_id limit 5000""")
            .query((row, _) -> new Agreed(new CitizenId(row.getObject("citizen_id", UUID.class)), row.getObject("agreed_at", OffsetDateTime.class).toInstant(),
                row.getString("evidence"), row.getBoolean("subscribed"))).list();
    }

    void removeVolunteer(CitizenId citizen) {
        db.sql("delete from drill_list where citizen_id = ?").param(citizen.value()).update();
    }
}
