// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** PostgreSQL's own programs, unpacked: {@code initdb} and {@code pg_ctl}. */
record PostgresPrograms(Path directory, AsWhom asWhom) {

    private static final List<String> SETTINGS = List.of(
        "listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=200", "shared_buffers=256MB",
        "max_wal_size=2GB", "wal_compression=on", "checkpoint_completion_target=0.9", "tcp_keepalives_idle=5",
        "tcp_keepalives_interval=2", "tcp_keepalives_count=3", "timezone=UTC", "log_timezone=UTC");

    void initialise(Path cluster, Path passwordFile, Path log) {
        try {
            Files.createDirectories(cluster);
            Files.setPosixFilePermissions(cluster, PosixFilePermissions.fromString("rwx------"));
            asWhom.giveOver(cluster);
            asWhom.giveOver(passwordFile.resolveSibling("."));
            run(log, "initdb", "-D", cluster.toString(), "-U", "postgres", "--auth=scram-sha-256", "--pwfile=" + passwordFile,
                "--encoding=UTF8", "--data-checksums", versionAtLeast17() ? "--locale-provider=builtin" : "--locale-provider=libc",
                versionAtLeast17() ? "--builtin-locale=C.UTF-8" : "--locale=C.UTF-8", "--locale=C.UTF-8");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void start(Path cluster, int port, Path log) {
        var options = new StringBuilder("-p " + port);
        SETTINGS.forEach(it -> options.append(" -c ").append(it));
        run(log, "pg_ctl", "start", "-w", "-t", "60", "-D", cluster.toString(), "-l", cluster.resolve("server.log").toString(), "-o", options.toString());
    }

    void stop(Path cluster) {
        run(cluster.resolveSibling("stop.log"), "pg_ctl", "stop", "-w", "-t", "60", "-m", "fast", "-D", cluster.toString());
    }

    private boolean versionAtLeast17() {
        return !directory.getFileName().toString().matches("postgresql-1[0-6].*");
    }

    private void run(Path log, String program, String... arguments) {
        var command = new java.util.ArrayList<String>();
        command.add(directory.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(asWhom.command(command)).redirectErrorStream(true).redirectOutput(log.toFile()).directory(new java.io.File("/"));
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
