// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.correspondence;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@TownTest
@NullMarked
class TalkPlanTest {

    @Autowired Town town;
    @Autowired Correspondence correspondence;
    @Autowired JdbcClient db;

    @Test
    void howATalkIsReadIsPlannedOnceAndNotForEachReader() {
        var phone = town.newPhone();
        var citizen = town.citizenWrites(phone, "A che ora aprite?");
        var kept = town.inTransaction(() -> {
            for (int i = 0; i < 20; i++) {
                assertThat(correspondence.of(citizen, null, 201)).hasSize(1);
            }
            return db.sql("select max(generic_plans) from pg_prepared_statements where statement like '%union all%order by at desc, received, id desc limit %'").query(Long.class).single();
        });
        assertThat(kept).isGreaterThanOrEqualTo(10);
    }
}
