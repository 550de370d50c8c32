// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.database;

import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * When a prepared statement is planned, where PostgreSQL's own choice is the wrong one.
 *
 * @see <a href="https://www.postgresql.org/docs/18/runtime-config-query.html#GUC-PLAN-CACHE-MODE">PostgreSQL, plan_cache_mode</a>
 */
@Component
public class Plans {

    private final JdbcClient db;

    Plans(JdbcClient db) {
        this.db = db;
    }

    /**
     * For the rest of the current transaction each statement is planned when it runs: worth it for work in batches, on tables that are
     * empty one moment and have a million rows the next. A plan kept from the one is ruin for the other: it reads the whole table each time.
     */
    public void makeAnew() {
        db.sql("set local plan_cache_mode = force_custom_plan").update();
    }

    /**
     * For the rest of the current transaction plans are kept, and tables are read by their indexes, however small they were when the plan
     * was made: worth it where batches find their rows by key, so that one plan is right for any size, and planning takes as long as running.
     */
    public void keepByIndex() {
        db.sql("select set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true)").query(_ -> { });
    }

    /**
     * Works with plans that are kept, whatever the parameters: worth it where planning takes longer than running, as over many
     * partitions, and where one plan is right for all. PostgreSQL alone may plan such a statement anew each time. In a transaction.
     */
    public <T> T kept(Supplier<T> work) {
        db.sql("set local plan_cache_mode = force_generic_plan").update();
        var result = work.get();
        db.sql("set local plan_cache_mode = auto").update();
        return result;
    }
}
