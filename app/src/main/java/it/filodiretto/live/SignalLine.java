// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.live;

import it.filodiretto.database.Node;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * This node's one connection for signals: PostgreSQL's NOTIFY, coalesced and outside of every transaction, so that no commit
 * waits for another. What may have been missed while the line was down is told when it is up again.
 */
@Component
class SignalLine implements SmartLifecycle {

    private static final String CHANNEL = "live_change";
    private static final int STEP = 50;
    private static final Logger LOG = LoggerFactory.getLogger(SignalLine.class);

    private final JdbcConnectionDetails database;
    private final Node node;
    private final Signals signals;
    private volatile boolean running;
    private volatile Thread thread = Thread.currentThread();

    SignalLine(JdbcConnectionDetails database, Node node, Signals signals) {
        this.database = database;
        this.node = node;
        this.signals = signals;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name("signal-line").start(this::keep);
    }

    private void keep() {
        while (running) {
            try (var connection = open()) {
                signals.tellAllHere();
                while (running) {
                    pass(connection);
                }
            } catch (SQLException e) {
                if (running) {
                    LOG.atWarn().addKeyValue("cause", e.toString()).log("Pages of other nodes hear of no change until the database answers again");
                    pause();
                }
            }
        }
    }

    private void pass(Connection connection) throws SQLException {
        var names = signals.takeForOthers();
        if (!names.isEmpty()) {
            try (var statement = connection.prepareStatement("select pg_notify(?, ? || ' ' || name) from unnest(?) as name")) {
                statement.setString(1, CHANNEL);
                statement.setString(2, node.name());
                statement.setArray(3, connection.createArrayOf("text", names.toArray()));
                statement.execute();   // one commit for all of them
            }
        }
        var notifications = connection.unwrap(PGConnection.class).getNotifications(STEP);
        for (var notification : notifications == null ? new org.postgresql.PGNotification[0] : notifications) {
            var parts = notification.getParameter().split(" ", 2);
            if (parts.length == 2 && !parts[0].equals(node.name())) {
                signals.tellHere(parts[1]);
            }
        }
    }

    private Connection open() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", String.valueOf(database.getUsername()));
        properties.setProperty("password", String.valueOf(database.getPassword()));
        properties.setProperty("ApplicationName", node.name());
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", "3");
        properties.setProperty("socketTimeout", "4");
        var connection = DriverManager.getConnection(String.valueOf(database.getJdbcUrl()), properties);
        try (var statement = connection.createStatement()) {
            statement.execute("listen " + CHANNEL);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        running = false;
        thread.interrupt();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
