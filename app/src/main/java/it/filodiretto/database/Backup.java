// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.database;

import it.filodiretto.shared.RefusedAtStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import tools.jackson.databind.json.JsonMapper;

/**
 * A copy of database and media in a directory: {@code manifest.json}, {@code tables/NAME.copy.gz} (PostgreSQL's COPY text),
 * {@code media/}. The rows are of one moment. The schema is not in it: Flyway makes it again, at the version of the manifest.
 *
 * @param owner connects as the role that owns the tables, to whom the row policies do not apply
 */
record Backup(DataSource owner) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** @param media the directory of media, or null where there is none */
    Manifest write(Path target, @Nullable Path media) {
        if (Files.exists(target)) {
            throw new RefusedAtStart("There is something at " + target + " already: name a directory that is to be made.");
        }
        var partial = target.resolveSibling(target.getFileName() + ".partial");
        if (Files.exists(partial)) {
            throw new RefusedAtStart("A backup to " + target + " is being written, or did not come to its end: wait for it, or delete " + partial + ".");
        }
        try (var connection = owner.getConnection()) {
            makeDirectory(partial);
            makeDirectory(partial.resolve("tables"));
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            var manifest = writeTables(new Catalogue(connection), partial.resolve("tables"));
            connection.rollback();
            if (media != null && Files.isDirectory(media)) {
                copyFiles(media, partial.resolve("media"));
            }
            Files.writeString(partial.resolve("manifest.json"), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(manifest));
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
            return manifest;
        } catch (IOException e) {
            throw new RefusedAtStart("The backup could not be written to " + target + ": " + e + "." + remains(partial));
        } catch (SQLException e) {
            throw new RefusedAtStart("The backup could not be read from the database: " + e.getMessage() + "." + remains(partial));
        }
    }

    private static String remains(Path partial) {
        return Files.exists(partial) ? " Delete " + partial + " before the next one." : "";
    }

    private static Manifest writeTables(Catalogue catalogue, Path directory) throws SQLException, IOException {
        var tables = new ArrayList<Manifest.Table>();
        for (var name : catalogue.tables()) {
            var columns = catalogue.columns(name);
            try (var out = new GZIPOutputStream(Files.newOutputStream(directory.resolve(name + ".copy.gz")))) {
                long rows = catalogue.connection().unwrap(PGConnection.class).getCopyAPI()
                    .copyOut("copy (select " + Catalogue.quoted(columns) + " from " + Catalogue.quoted(name) + ") to stdout", out);
                tables.add(new Manifest.Table(name, columns, rows));
            }
        }
        return new Manifest(Manifest.FORMAT, Instant.now().toString(), catalogue.schemaVersion(), catalogue.serverVersion(), tables,
            catalogue.partitions(), catalogue.sequences());
    }

    /** A file that is deleted meanwhile is deleted in the copy too. */
    static void copyFiles(Path from, Path to) throws IOException {
        try (var all = Files.walk(from)) {
            for (var each : all.toList()) {
                var copy = to.resolve(from.relativize(each).toString());
                try {
                    if (Files.isDirectory(each)) {
                        Files.createDirectories(copy);
                    } else {
                        Files.copy(each, copy, StandardCopyOption.COPY_ATTRIBUTES);
                    }
                } catch (NoSuchFileException e) {
                    if (Files.exists(each)) {
                        throw e;
                    }
                }
            }
        }
    }

    static void makeDirectory(Path directory) throws IOException {
        var parent = directory.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /**
     * What a backup holds.
     *
     * @param schema Flyway's version, such as {@code 009}
     * @param partitions made while the program ran, by name
     * @param sequences their next values
     */
    record Manifest(int format, String madeAt, String schema, String postgres, List<Table> tables, List<Partition> partitions,
            Map<String, Long> sequences) {

        static final int FORMAT = 1;

        Manifest {
            tables = List.copyOf(tables);
            partitions = List.copyOf(partitions);
            sequences = new LinkedHashMap<>(sequences);
        }

        static Manifest read(Path directory) {
            try {
                return JSON.readValue(Files.readString(directory.resolve("manifest.json")), Manifest.class);
            } catch (IOException e) {
                throw new RefusedAtStart("There is no backup at " + directory + ": it has no readable manifest.json.");
            }
        }

        long rows() {
            return tables.stream().mapToLong(Table::rows).sum();
        }

        record Table(String name, List<String> columns, long rows) {}

        /** @param definition what follows the name in {@code create table} */
        record Partition(String name, String definition) {}
    }
}
