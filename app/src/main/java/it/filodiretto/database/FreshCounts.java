// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.database;

import it.filodiretto.shared.Recurring;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Has PostgreSQL count again what has grown by half and is not large, every two seconds: its own look comes once a minute, and until then the
 * first thousands of messages are handled by plans that were made for empty tables.
 *
 * @see <a href="https://www.postgresql.org/docs/18/runtime-config-autovacuum.html">PostgreSQL, autovacuum_naptime</a>
 */
@Component
class FreshCounts implements SmartLifecycle {

    private static final Duration BETWEEN = Duration.ofSeconds(2);

    private final JdbcClient db;
    private final Recurring timer = new Recurring("database-counts");

    FreshCounts(JdbcClient db) {
        this.db = db;
    }

    @Override
    public void start() {
        timer.start();
        timer.every(BETWEEN, BETWEEN, () -> db.sql("select count_what_has_grown()").query(Integer.class).single());
    }

    @Override
    public void stop() {
        timer.stop();
    }

    @Override
    public boolean isRunning() {
        return timer.isRunning();
    }
}
