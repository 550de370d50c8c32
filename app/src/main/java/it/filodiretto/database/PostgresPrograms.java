// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.database;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** PostgreSQL's own programs, unpacked: {@code initdb} and {@code pg_ctl}. */
record PostgresPrograms(Path directory, AsWhom asWhom) {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresPrograms.class);
    private static final long LOG_BYTES = 10L << 20;

    /** Terse errors: the details would carry citizens' data into the log. */
    private static final List<String> SETTINGS = List.of(
        "listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=200", "shared_buffers=256MB",
        "max_wal_size=4GB", "min_wal_size=512MB", "wal_compression=on", "checkpoint_completion_target=0.9", "tcp_keepalives_idle=5",
        "tcp_keepalives_interval=2", "tcp_keepalives_count=3", "timezone=UTC", "log_timezone=UTC", "log_error_verbosity=terse");

    void initialise(Path cluster, String password, Path log) {
        var passwordFile = cluster.resolveSibling("initdb-password");
        try {
            Files.createDirectories(cluster);
            Files.setPosixFilePermissions(cluster, PosixFilePermissions.fromString("rwx------"));
            Files.deleteIfExists(passwordFile);
            Files.createFile(passwordFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(passwordFile, password);
            asWhom.giveOver(cluster);
            asWhom.giveOver(passwordFile);
            run(log, "initdb", "-D", cluster.toString(), "-U", "postgres", "--auth=scram-sha-256", "--pwfile=" + passwordFile,
                "--encoding=UTF8", "--data-checksums", versionAtLeast17() ? "--locale-provider=builtin" : "--locale-provider=libc",
                versionAtLeast17() ? "--builtin-locale=C.UTF-8" : "--locale=C.UTF-8", "--locale=C.UTF-8");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            passwordFile.toFile().delete();
        }
    }

    void start(Path cluster, int port, Path log) {
        var options = new StringBuilder("-p " + port);
        SETTINGS.forEach(it -> options.append(" -c ").append(it));
        try {
            asWhom.giveOver(cluster);
            begin(serverLog(cluster));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run(log, "pg_ctl", "start", "-w", "-t", "60", "-D", cluster.toString(), "-l", serverLog(cluster).toString(), "-o", options.toString());
    }

    /** Ends sessions and writes all down; where the server does not obey in a minute, it is cut off, which its log makes good. */
    void stop(Path cluster) {
        var log = cluster.resolveSibling("stop.log");
        try {
            run(log, "pg_ctl", "stop", "-w", "-t", "60", "-m", "fast", "-D", cluster.toString());
        } catch (IllegalStateException e) {
            LOG.atWarn().setCause(e).log("PostgreSQL of our own did not stop, and is cut off");
            run(log, "pg_ctl", "stop", "-w", "-t", "30", "-m", "immediate", "-D", cluster.toString());
        }
    }

    /** Whether the last start failed for a reason that passes by itself: the port, or a killed server's last processes. */
    static boolean mayPass(Path cluster) {
        try {
            var log = Files.readString(serverLog(cluster));
            return log.contains("could not bind") || log.contains("could not create any TCP/IP sockets")
                || log.contains("pre-existing shared memory block") || log.contains("lock file \"postmaster.pid\" already exists");
        } catch (IOException _) {
            return false;
        }
    }

    /** What the server says since its last start. */
    private static Path serverLog(Path cluster) {
        return cluster.resolve("server.log");
    }

    /** Each start has a log of its own; the one before stays beside it, unless it has grown beyond use. */
    private static void begin(Path log) throws IOException {
        var before = log.resolveSibling("server.log.1");
        if (Files.exists(log) && Files.size(log) <= LOG_BYTES) {
            Files.move(log, before, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.deleteIfExists(log);
        }
    }

    private boolean versionAtLeast17() {
        return !directory.getFileName().toString().matches("postgresql-1[0-6].*");
    }

    private void run(Path log, String program, String... arguments) {
        var command = new ArrayList<String>();
        command.add(directory.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(asWhom.command(command)).redirectErrorStream(true).redirectOutput(log.toFile()).directory(new File("/"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        try {
            int code = builder.start().waitFor();
            if (code != 0) {
                throw new IllegalStateException(program + " ended with " + code + ":\n" + Files.readString(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + program + " was running", e);
        }
    }
}
