// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.NullMarked;

/** PostgreSQL's programs, unpacked once for all servers that the tests start. That they unpack {@link EmbeddedPostgresTest} proves. */
@NullMarked
public final class SharedPrograms {

    private static final Path HOME = Path.of("target/postgres-programs").toAbsolutePath();

    private SharedPrograms() {}

    /** A server below this directory finds its programs there, and need not unpack them. */
    public static void lend(Path home, PostgresBinaries binaries) {
        try {
            Files.createDirectories(home);
            var here = home.resolve(unpacked(binaries).getFileName());
            if (!Files.isDirectory(here)) {
                Files.deleteIfExists(here);
                Files.createSymbolicLink(here, HOME.resolve(here.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Two test processes may be the first. */
    private static Path unpacked(PostgresBinaries binaries) throws IOException {
        Files.createDirectories(HOME);
        try (var file = FileChannel.open(HOME.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE); var _ = file.lock()) {
            return binaries.unpack(HOME).directory();
        }
    }
}
