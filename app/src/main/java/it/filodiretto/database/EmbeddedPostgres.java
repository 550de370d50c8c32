// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.database;

import it.filodiretto.shared.RefusedAtStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL that comes along: a server of our own below a directory, reached on loopback only, safe against power
 * cuts ({@code fsync} on). One application at a time owns the directory; what a killed one left behind is stopped first.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 20;

    private final @Nullable Owned owned;
    private final int port;
    private final Secrets secrets;
    private boolean closed;

    private EmbeddedPostgres(@Nullable Owned owned, int port, Secrets secrets) {
        this.owned = owned;
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
            var portFile = new PortFile(home.resolve("port"));
            portFile.delete();
            var programs = binaries.unpack(home);
            var cluster = home.resolve("cluster");
            var secrets = Secrets.of(home.resolve("secrets"));
            if (!Files.exists(cluster.resolve("PG_VERSION"))) {
                programs.initialise(cluster, secrets.password("postgres"), home.resolve("initdb.log"));
            }
            new Orphan(cluster, programs).stop();
            int port = startOnAFreePort(programs, cluster, home.resolve("postgres.log"));
            var postgres = new EmbeddedPostgres(new Owned(lock, programs, cluster, portFile), port, secrets);
            postgres.makeRoles();
            portFile.write(port);
            LOG.atInfo().addKeyValue("port", port).log("PostgreSQL of our own has started");
            return postgres;
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** As {@link #start}; but where another application runs on the directory, its server is used, and left running. */
    public static EmbeddedPostgres startOrJoin(Path home, PostgresBinaries binaries) {
        try {
            return start(home, binaries);
        } catch (DirectoryTaken _) {
            return new EmbeddedPostgres(null, new PortFile(home.resolve("port")).await(PATIENCE), Secrets.of(home.resolve("secrets")));
        }
    }

    /** Somebody may take the port first; processes of a killed server may need a moment to notice and let go. */
    private static int startOnAFreePort(PostgresPrograms programs, Path cluster, Path log) {
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            try {
                programs.start(cluster, port, log);
                return port;
            } catch (IllegalStateException e) {
                if (attempt == ATTEMPTS || !PostgresPrograms.mayPass(cluster)) {
                    throw e;
                }
                LOG.atInfo().addKeyValue("attempt", attempt).log("PostgreSQL of our own could not start yet, and tries again");
                Pause.of(Duration.ofMillis(250));
            }
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
        execute(List.of(), name);
    }

    private void makeRoles() {
        execute(List.of(
            Roles.FEW_ROUNDS,
            Roles.renew("postgres", password("postgres")),
            Roles.makeOrRenew(Roles.OWNER, password(Roles.OWNER)),
            Roles.makeOrRenew(Roles.APPLICATION, password(Roles.APPLICATION))), "filodiretto");
    }

    /** @param database is made too, unless it is there */
    private void execute(List<String> statements, String database) {
        try (var connection = DriverManager.getConnection(url("postgres"), "postgres", password("postgres"));
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
            if (!statement.executeQuery("select 1 from pg_database where datname = '" + database + "'").next()) {
                statement.execute("create database " + database + " owner " + Roles.OWNER);
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

    /** Starts it again where it has died, at the same address. @return whether it had died; a server that was joined is its owner's business */
    synchronized boolean revive() {
        if (owned == null || closed || owned.lives()) {
            return false;
        }
        owned.startAgain(port);
        LOG.atWarn().addKeyValue("port", port).log("PostgreSQL of our own had died, and has been started again");
        return true;
    }

    /** Stops the server, ending its sessions; close the connection pool before. A server that was joined goes on. */
    @Override
    public synchronized void close() {
        if (owned != null) {
            closed = true;
            owned.stop();
        }
    }

    /** What only the application that started the server has. */
    private record Owned(DirectoryLock lock, PostgresPrograms programs, Path cluster, PortFile portFile) {

        boolean lives() {
            return new Orphan(cluster, programs).lives();
        }

        /** The lock on the directory was never let go: nobody else can have started a server meanwhile. */
        void startAgain(int port) {
            new Orphan(cluster, programs).stop();
            programs.start(cluster, port, cluster.resolveSibling("postgres.log"));
        }

        void stop() {
            portFile.delete();
            programs.stop(cluster);
            lock.close();
            LOG.info("PostgreSQL of our own has stopped");
        }
    }

    /** Where a second process finds the running server. */
    private record PortFile(Path path) {

        void write(int port) {
            try {
                Files.writeString(path, port + "\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void delete() {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        int await(Duration patience) {
            long end = System.nanoTime() + patience.toNanos();
            while (System.nanoTime() < end) {
                try {
                    return Integer.parseInt(Files.readString(path).strip());
                } catch (IOException | NumberFormatException _) {
                    Pause.of(Duration.ofMillis(100));
                }
            }
            throw new RefusedAtStart("Another Filodiretto is starting or stopping on " + path.getParent() + ". Try again in a moment.");
        }
    }
}
