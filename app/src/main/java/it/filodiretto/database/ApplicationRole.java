// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.database;

import it.filodiretto.shared.RefusedAtStart;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * The role that the program works as, checked at start: nothing may let it pass by the row policies that keep
 * municipalities apart, and nothing may sit between us and the server that breaks session locks and LISTEN.
 */
record ApplicationRole(String url, String name, String password) {

    private static final int OLDEST = 15;

    /** How often two connections are compared: a pooler that lends one server connection to both is caught at the first. */
    private static final int PROBES = 5;

    /** @param owner the role that Flyway migrates as */
    void refuseToBe(String owner) {
        if (name.isEmpty() || owner.isEmpty() || name.equals(owner)) {
            throw new RefusedAtStart("PostgreSQL wants two roles: one owns the schema and migrates (SPRING_FLYWAY_USER, SPRING_FLYWAY_PASSWORD),"
                + " the other works and owns nothing (SPRING_DATASOURCE_USERNAME, SPRING_DATASOURCE_PASSWORD). Now they are '"
                + owner + "' and '" + name + "'. docs/operations/external-database.md has the commands that make them.");
        }
    }

    /** @throws RefusedAtStart if the server or the role will not do */
    void check() {
        try (var connection = open()) {
            refuseOlder(connection.getMetaData().getDatabaseMajorVersion());
            refusePower(connection);
            refuseOwner(connection);
        } catch (SQLException e) {
            throw unreachable(e);
        }
    }

    /** Nobody sits between us and a server of our own. @throws RefusedAtStart if a transaction pooler does */
    void refusePooler() {
        try (var connection = open()) {
            refusePooler(connection);
        } catch (SQLException e) {
            throw unreachable(e);
        }
    }

    private RefusedAtStart unreachable(SQLException e) {
        return new RefusedAtStart("PostgreSQL cannot be reached at " + url + " as '" + name + "': " + e.getMessage()
            + ". Check SPRING_DATASOURCE_URL, SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD, and that the server runs.");
    }

    private Connection open() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", name);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("socketTimeout", "30");
        properties.setProperty("ApplicationName", "filodiretto, checks at start");
        return DriverManager.getConnection(url, properties);
    }

    static void refuseOlder(int version) {
        if (version < OLDEST) {
            throw new RefusedAtStart("The server is PostgreSQL " + version + ", and " + OLDEST + " is the oldest that will do: upgrade it.");
        }
    }

    private void refusePower(Connection connection) throws SQLException {
        var mighty = text(connection, """
            select string_agg(rolname, ', ') from pg_roles
             where (rolsuper or rolbypassrls) and pg_has_role(current_user, oid, 'member')""");
        if (!mighty.isEmpty()) {
            throw new RefusedAtStart("The role '" + name + "' is, or may become, a superuser or one with BYPASSRLS (" + mighty
                + "): nothing would keep municipalities apart. Do 'alter role " + name + " nosuperuser nobypassrls', and revoke those"
                + " memberships, or name another role by SPRING_DATASOURCE_USERNAME.");
        }
    }

    private void refuseOwner(Connection connection) throws SQLException {
        var tables = text(connection, """
            select string_agg(name, ', ') from (
                select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
                 where c.relkind in ('r', 'p', 'v', 'm') and n.nspname not in ('pg_catalog', 'information_schema')
                   and n.nspname not like 'pg\\_toast%' and n.nspname not like 'pg\\_temp%'
                   and pg_has_role(current_user, c.relowner, 'member')
                 order by 1 limit 5) as own""");
        if (!tables.isEmpty()) {
            throw new RefusedAtStart("The role '" + name + "' owns tables, or may become their owner (" + tables + " …): row policies do not"
                + " bind an owner. Give them to the role of SPRING_FLYWAY_USER ('reassign owned by " + name + " to …'), and revoke"
                + " that membership.");
        }
    }

    /** A transaction pooler lends one server connection to many of ours, and may change it between two transactions. */
    private void refusePooler(Connection connection) throws SQLException {
        long key = System.nanoTime();
        var pid = text(connection, "select pg_backend_pid()::text from (select pg_advisory_lock(" + key + ")) as held");
        for (int i = 0; i < PROBES; i++) {
            try (var other = open()) {
                other.setAutoCommit(false);
                var othersPid = text(other, "select pg_backend_pid()::text");
                var gotOursToo = text(other, "select pg_try_advisory_xact_lock(" + key + ")::text");
                var nowPid = text(connection, "select pg_backend_pid()::text");
                other.rollback();
                if (othersPid.equals(pid) || !nowPid.equals(pid) || gotOursToo.equals("true")) {
                    throw new RefusedAtStart("A transaction pooler (such as PgBouncer with pool_mode = transaction) sits between the program and"
                        + " PostgreSQL: it breaks the session locks and LISTEN by which processes share the work. Point SPRING_DATASOURCE_URL"
                        + " at the server itself, or set the pooler to pool_mode = session.");
                }
            }
        }
        text(connection, "select pg_advisory_unlock(" + key + ")::text");
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement(); var rows = statement.executeQuery(query)) {
            rows.next();
            var text = rows.getString(1);
            return text == null ? "" : text;
        }
    }
}
