// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.sending;

import it.filodiretto.messaging.LaneId;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import org.postgresql.PGConnection;

/**
 * A node's one direct connection for the locks of all its lanes. A lock lives as long as the connection: if the node
 * dies, its lanes are free at once. Not for two threads.
 */
final class LaneSession implements AutoCloseable {

    /** First keys of our advisory locks: "who is a node" and "who holds a lane". */
    private static final int NODES = 0x46440001;
    private static final int LANES = 0x46440002;

    private final Connection connection;

    private LaneSession(Connection connection) {
        this.connection = connection;
    }

    /** Opens the connection, says that this node is there, and listens for work. */
    static LaneSession open(String url, String user, String password, String node) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", node);
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", "3");
        properties.setProperty("socketTimeout", "4");
        properties.setProperty("options", "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3");
        var connection = DriverManager.getConnection(url, properties);
        try (var statement = connection.createStatement()) {
            statement.execute("select pg_advisory_lock_shared(" + NODES + ", " + node.hashCode() + ")");
            statement.execute("listen lane_work");
            return new LaneSession(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** How many nodes there are, this one included. */
    int nodes() throws SQLException {
        try (var rows = query("""
                select count(distinct objid) from pg_locks
                 where locktype = 'advisory' and granted and classid = ? and database = (select oid from pg_database where datname = current_database())""",
                NODES)) {
            rows.next();
            return Math.max(1, rows.getInt(1));
        }
    }

    /** Takes a free lane. @return its new epoch, or empty if another holds it */
    OptionalLong take(LaneId lane, String node) throws SQLException {
        try (var rows = query("select pg_try_advisory_lock(?, ?)", LANES, lane.value().hashCode())) {
            rows.next();
            if (!rows.getBoolean(1)) {
                return OptionalLong.empty();
            }
        }
        try (var rows = query("update sender_lane set epoch = epoch + 1, node = ?, confirmed_at = now() where id = ? returning epoch", node, lane.value())) {
            return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
        }
    }

    void release(LaneId lane) throws SQLException {
        query("select pg_advisory_unlock(?, ?)", LANES, lane.value().hashCode()).close();
    }

    /** Says that we live. @return the lanes that are still ours, by their epochs */
    List<UUID> confirm(Collection<UUID> lanes, String node) throws SQLException {
        try (var rows = query("update sender_lane set confirmed_at = now() where id = any(?) and node = ? returning id",
                connection.createArrayOf("uuid", lanes.toArray()), node)) {
            var ours = new ArrayList<UUID>();
            while (rows.next()) {
                ours.add(rows.getObject(1, UUID.class));
            }
            return ours;
        }
    }

    /**
     * Ends all sessions of nodes that hold one of these lanes and have not confirmed it for a while: they are frozen. Their locks
     * are free then, and what they do when they thaw fails or is refused by the epoch.
     *
     * @param others lanes that are not this node's
     */
    boolean endFrozenHolders(Collection<LaneId> others, int seconds) throws SQLException {
        var locked = locked();
        var held = others.stream().filter(it -> locked.contains(it.value().hashCode())).map(LaneId::value).toArray();
        if (held.length == 0) {
            return false;
        }
        try (var rows = query("""
                select count(pg_terminate_backend(a.pid)) from pg_stat_activity a
                 where a.datname = current_database() and a.pid <> pg_backend_pid() and a.application_name in
                   (select node from sender_lane where id = any(?) and confirmed_at < now() - make_interval(secs => ?))""",
                connection.createArrayOf("uuid", held), seconds)) {
            rows.next();
            return rows.getInt(1) > 0;
        }
    }

    /** The second keys of all locks of lanes. */
    private Set<Integer> locked() throws SQLException {
        try (var rows = query("""
                select objid from pg_locks
                 where locktype = 'advisory' and granted and classid = ? and database = (select oid from pg_database where datname = current_database())""",
                LANES)) {
            var keys = new HashSet<Integer>();
            while (rows.next()) {
                keys.add((int) rows.getLong(1));
            }
            return keys;
        }
    }

    void notifyOthers(Collection<LaneId> lanes) throws SQLException {
        for (var lane : lanes) {
            query("select pg_notify('lane_work', ?)", lane.value().toString()).close();
        }
    }

    /** Lanes for which others have made work; waits for some time. */
    List<LaneId> notified(int milliseconds) throws SQLException {
        var lanes = new ArrayList<LaneId>();
        var notifications = connection.unwrap(PGConnection.class).getNotifications(milliseconds);
        if (notifications != null) {
            for (var notification : notifications) {
                lanes.add(new LaneId(UUID.fromString(notification.getParameter())));
            }
        }
        return lanes;
    }

    private ResultSet query(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.closeOnCompletion();
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement.executeQuery();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException _) {
            // It is gone, and with it its locks: what was wanted.
        }
    }
}
