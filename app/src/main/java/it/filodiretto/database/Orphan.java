// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server that a killed application left running on the cluster, or only its {@code postmaster.pid}. */
record Orphan(Path cluster, PostgresPrograms programs) {

    private static final Logger LOG = LoggerFactory.getLogger(Orphan.class);

    /** Stops it if it lives; we hold the directory's lock, so nobody else uses it. */
    void stop() {
        var file = cluster.resolve("postmaster.pid");
        try {
            if (!Files.exists(file)) {
                return;
            }
            var pid = Files.readAllLines(file).getFirst().strip();
            if (lives(pid)) {
                LOG.atWarn().addKeyValue("pid", pid).log("A PostgreSQL that an earlier application left behind is stopped first");
                stopUnlessItDies(pid);
            }
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a server runs on the cluster. */
    boolean lives() {
        try {
            return lives(Files.readAllLines(cluster.resolve("postmaster.pid")).getFirst().strip());
        } catch (NoSuchFileException | NoSuchElementException _) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It may end by itself, or by somebody's hand, while we ask it to. */
    private void stopUnlessItDies(String pid) throws IOException {
        try {
            programs.stop(cluster);
        } catch (IllegalStateException e) {
            if (lives(pid)) {
                throw e;
            }
        }
    }

    /** Neither gone, nor a zombie that process 1 does not reap, nor a stranger who got the number. */
    private boolean lives(String pid) throws IOException {
        var process = Path.of("/proc", pid);
        if (!Files.exists(process)) {
            return false;
        }
        var stat = Files.readString(process.resolve("stat"));
        var state = stat.charAt(stat.lastIndexOf(')') + 2);
        return state != 'Z' && Files.readString(process.resolve("cmdline")).contains(cluster.toString());
    }
}
