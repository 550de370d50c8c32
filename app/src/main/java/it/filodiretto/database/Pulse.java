// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.database;

import it.filodiretto.shared.Recurring;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Asks PostgreSQL every second whether it lives, on a connection of its own, so that {@code /readyz} answers at once and truly,
 * even while all of the pool waits for a server that is gone. Our own server is started again where it has died.
 */
@Component("database")
class Pulse implements HealthIndicator, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);
    private static final Duration BETWEEN = Duration.ofSeconds(1);
    /** In seconds: so long one beat may take. */
    private static final String PATIENCE = "2";
    /** A beat that hangs counts as none after so long. */
    private static final Duration VALID = Duration.ofSeconds(4);

    private final JdbcConnectionDetails database;
    private final Node node;
    private final @Nullable EmbeddedPostgres ours;
    private final Recurring beats = new Recurring("database-pulse");
    private @Nullable Connection connection;
    private volatile boolean alive;
    private volatile long lastBeat;

    Pulse(JdbcConnectionDetails database, Node node, @Nullable EmbeddedPostgres ours) {
        this.database = database;
        this.node = node;
        this.ours = ours;
    }

    @Override
    public Health health() {
        return alive && System.nanoTime() - lastBeat < VALID.toNanos() ? Health.up().build() : Health.down().build();
    }

    @Override
    public void start() {
        beats.start();
        beat();
        beats.every(BETWEEN, BETWEEN, this::beat);
    }

    @Override
    public void stop() {
        beats.stop();
        drop();
    }

    @Override
    public boolean isRunning() {
        return beats.isRunning();
    }

    private synchronized void beat() {
        try {
            ask();
            lastBeat = System.nanoTime();
            tell(true, "");
        } catch (SQLException e) {
            drop();
            tell(false, e.toString());
            if (ours != null && ours.revive()) {
                beat();
            }
        }
    }

    private void ask() throws SQLException {
        var open = connection == null ? open() : connection;
        connection = open;
        try (var statement = open.createStatement()) {
            statement.execute("select 1");
        }
    }

    private void tell(boolean now, String cause) {
        if (alive && !now) {
            LOG.atError().addKeyValue("cause", cause).log("PostgreSQL does not answer: the program is not ready until it does");
        } else if (!alive && now) {
            LOG.info("PostgreSQL answers");
        }
        alive = now;
    }

    private Connection open() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", String.valueOf(database.getUsername()));
        properties.setProperty("password", String.valueOf(database.getPassword()));
        properties.setProperty("ApplicationName", node.name());
        properties.setProperty("connectTimeout", PATIENCE);
        properties.setProperty("loginTimeout", PATIENCE);
        properties.setProperty("socketTimeout", PATIENCE);
        return DriverManager.getConnection(String.valueOf(database.getJdbcUrl()), properties);
    }

    private synchronized void drop() {
        try (var _ = connection) {
            connection = null;
        } catch (SQLException _) {
            // It is gone: what was wanted.
        }
    }
}
