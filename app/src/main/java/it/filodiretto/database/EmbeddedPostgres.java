// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL that comes along: a server of our own below a directory, reached on loopback only, safe against power
 * cuts ({@code fsync} on). One application at a time owns the directory; what a killed one left behind is stopped first.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private final DirectoryLock lock;
    private final PostgresPrograms programs;
    private final Path cluster;
    private final int port;
    private final Secrets secrets;

    private EmbeddedPostgres(DirectoryLock lock, PostgresPrograms programs, Path cluster, int port, Secrets secrets) {
        this.lock = lock;
        this.programs = programs;
        this.cluster = cluster;
        this.port = port;
        this.secrets = secrets;
    }

    /**
     * Starts the server, making its cluster and the two roles if they are not there.
     *
     * @param home the directory that holds the cluster, the passwords and the log
     * @throws DirectoryTaken if another application runs on it
     */
    public static EmbeddedPostgres start(Path home, PostgresBinaries binaries) {
        var lock = DirectoryLock.take(home);
        try {
            var programs = binaries.unpack(home);
            var cluster = home.resolve("cluster");
            var secrets = Secrets.of(home.resolve("secrets"));
            if (!Files.exists(cluster.resolve("PG_VERSION"))) {
                programs.initialise(cluster, secrets.passwordFile("postgres"), home.resolve("initdb.log"));
            }
            new Orphan(cluster, programs).stop();
            int port = freePort();
            programs.start(cluster, port, home.resolve("postgres.log"));
            var postgres = new EmbeddedPostgres(lock, programs, cluster, port, secrets);
            postgres.makeRoles();
            LOG.atInfo().addKeyValue("port", port).log("PostgreSQL of our own has started");
            return postgres;
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Address of a database of this server. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Password of one of our roles: {@code postgres}, {@link Roles#OWNER}, {@link Roles#APPLICATION}. */
    public String password(String role) {
        return secrets.password(role);
    }

    /** Makes one more database, owned by the owner; tests use one each. */
    public void makeDatabase(String name) {
        execute("postgres", List.of("create database " + name + " owner " + Roles.OWNER));
    }

    private void makeRoles() {
        execute("postgres", List.of(
            Roles.makeOrRenew(Roles.OWNER, password(Roles.OWNER)),
            Roles.makeOrRenew(Roles.APPLICATION, password(Roles.APPLICATION))));
        if (!exists("select 1 from pg_database where datname = 'filodiretto'")) {
            makeDatabase("filodiretto");
        }
    }

    private boolean exists(String query) {
        try (var connection = DriverManager.getConnection(url("postgres"), "postgres", password("postgres"));
                var rows = connection.createStatement().executeQuery(query)) {
            return rows.next();
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL of our own does not answer: " + e.getMessage(), e);
        }
    }

    private void execute(String database, List<String> statements) {
        try (var connection = DriverManager.getConnection(url(database), "postgres", password("postgres"));
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL of our own does not answer: " + e.getMessage(), e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops the server, ending its sessions; close the connection pool before. */
    @Override
    public void close() {
        programs.stop(cluster);
        lock.close();
    }
}
