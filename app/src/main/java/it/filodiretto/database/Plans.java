// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.database;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * For tables that are empty one moment and have a million rows the next. The plan that PostgreSQL keeps for a prepared statement
 * from the one is ruin for the other: it reads the whole table for each batch.
 *
 * @see <a href="https://www.postgresql.org/docs/18/runtime-config-query.html#GUC-PLAN-CACHE-MODE">PostgreSQL, plan_cache_mode</a>
 */
@Component
public class Plans {

    private final JdbcClient db;

    Plans(JdbcClient db) {
        this.db = db;
    }

    /** For the rest of the current transaction each statement is planned when it runs: worth it for work in batches. */
    public void makeAnew() {
        db.sql("set local plan_cache_mode = force_custom_plan").update();
    }
}
