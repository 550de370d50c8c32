// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscription;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.operator.OperatorId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
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

    void volunteer(CitizenId citizen, Instant at, String evidence, @Nullable OperatorId by) {
        db.sql("""
                insert into drill_list (citizen_id, agreed_at, evidence, operator_id) values (:citizen, :at, :evidence, :by::uuid)
                on conflict do nothing""")
            .param("citizen", citizen.value()).param("at", at.atOffset(ZoneOffset.UTC)).param("evidence", evidence)
            .param("by", by == null ? null : by.value()).update();
    }

    void removeVolunteer(CitizenId citizen) {
        db.sql("delete from drill_list where citizen_id = ?").param(citizen.value()).update();
    }
}
