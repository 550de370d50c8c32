// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@TownTest
@NullMarked
class FreshCountsTest {

    @Autowired Town town;
    @Autowired JdbcClient db;

    @Test
    void theServerKnowsWithinSecondsThatATableHasGrown() {
        int known = known();
        town.subscribe(1_000 + known * 6 / 10);   // half as many again is what counts as grown
        await().untilAsserted(() -> assertThat(known()).isGreaterThanOrEqualTo(known + 1_000));
    }

    /** As many rows as the server believes are in the table of citizens. */
    private int known() {
        return db.sql("select greatest(reltuples, 0)::integer from pg_class where oid = 'citizen'::regclass").query(Integer.class).single();
    }
}
