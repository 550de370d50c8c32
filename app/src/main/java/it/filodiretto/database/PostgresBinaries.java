// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs as an archive: the one in our dependencies, or the same kind of jar elsewhere.
 *
 * @param version names the directory they are unpacked into, once
 * @param jar a jar that holds {@code postgres-linux-….txz}; {@code null}: on the class path
 */
public record PostgresBinaries(String version, @org.jspecify.annotations.Nullable Path jar) {

    /** The version that the product ships. */
    public static PostgresBinaries shipped() {
        return new PostgresBinaries("18.6", null);
    }

    PostgresPrograms unpack(Path home) {
        var target = home.resolve("postgresql-" + version);
        try {
            if (!Files.isDirectory(target)) {
                var partial = Files.createTempDirectory(home, "unpacking-");
                Files.setPosixFilePermissions(partial, PosixFilePermissions.fromString("rwxr-xr-x"));
                unpackInto(partial);
                Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
            }
            return new PostgresPrograms(target, AsWhom.canRunPostgres(home));
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL could not be unpacked below " + home, e);
        }
    }

    private void unpackInto(Path directory) throws IOException {
        if (jar == null) {
            var resource = "/" + archive();
            try (var in = PostgresBinaries.class.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IllegalStateException("No PostgreSQL comes along for this processor (" + resource
                        + "): set SPRING_DATASOURCE_URL to a server of yours.");
                }
                untar(in, directory);
            }
        } else {
            try (var zip = new ZipFile(jar.toFile()); var in = zip.getInputStream(zip.getEntry(archive()))) {
                untar(in, directory);
            }
        }
    }

    private static String archive() {
        return System.getProperty("os.arch").equals("aarch64") ? "postgres-linux-arm_64.txz" : "postgres-linux-x86_64.txz";
    }

    private static void untar(InputStream in, Path directory) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(in)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var path = directory.resolve(entry.getName()).normalize();
                if (!path.startsWith(directory)) {
                    throw new IOException("The archive reaches outside of its directory: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(path.getParent());
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(path.getParent());
                    Files.copy(tar, path);
                    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString((entry.getMode() & 0100) != 0 ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }
}
