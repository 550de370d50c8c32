// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.database;

import it.filodiretto.database.Backup.Manifest;
import it.filodiretto.shared.RefusedAtStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Brings a {@link Backup} into an empty database of any version that we support. Flyway makes the schema as it was then;
 * the rows follow in one transaction, all or none; the next start of the program migrates onwards.
 *
 * @param flyway connects as the owner
 */
record Restoration(Flyway flyway) {

    /** @param media where media go, or null for none */
    Manifest read(Path source, @Nullable Path media) {
        var manifest = Manifest.read(source);
        if (manifest.format() != Manifest.FORMAT) {
            throw new RefusedAtStart("The backup has format " + manifest.format() + ", and this program reads " + Manifest.FORMAT
                + ": restore it with the program that made it, or a newer one.");
        }
        try (var connection = flyway.getConfiguration().getDataSource().getConnection()) {
            refuseUnlessEmpty(connection);
            migrate(manifest.schema());
            connection.setAutoCommit(false);
            readTables(new Catalogue(connection), manifest, source.resolve("tables"));
            if (media != null && Files.isDirectory(source.resolve("media"))) {
                copyMedia(source.resolve("media"), media);
            }
            connection.commit();
            connection.setAutoCommit(true);
            new Catalogue(connection).execute("analyze");
            return manifest;
        } catch (IOException e) {
            throw new RefusedAtStart("The backup could not be read from " + source + ", and no row was written: " + e + ".");
        } catch (SQLException e) {
            throw new RefusedAtStart("The backup could not be written to the database, where no row has changed: " + e.getMessage() + ".");
        }
    }

    /** Before the rows count: who restores again finds the database as empty as it was. */
    private static void copyMedia(Path from, Path to) {
        try {
            Backup.copyFiles(from, to);
        } catch (IOException e) {
            throw new RefusedAtStart("The media could not be copied to " + to + ", and no row was written: " + e
                + ". Name a directory that can be written and holds nothing, and restore again.");
        }
    }

    private static void refuseUnlessEmpty(Connection connection) throws SQLException {
        if (!new Catalogue(connection).empty()) {
            throw new RefusedAtStart("The database has rows, and a restore never overwrites: name another data directory by"
                + " FILODIRETTO_DATA_DIR, or a database without tables by SPRING_DATASOURCE_URL.");
        }
    }

    private void migrate(String version) {
        var known = Arrays.stream(flyway.info().all()).anyMatch(it -> it.getVersion() != null && it.getVersion().getVersion().equals(version));
        if (!known) {
            throw new RefusedAtStart("The backup has the schema " + version + ", which this program does not know: restore it with the program"
                + " that made it, or a newer one.");
        }
        var there = flyway.info().current();
        if (there != null && there.getVersion() != null && there.getVersion().isNewerThan(version)) {
            throw new RefusedAtStart("The database has a newer schema than the backup, " + there.getVersion() + " after " + version
                + ": name another data directory by FILODIRETTO_DATA_DIR, or a database without tables by SPRING_DATASOURCE_URL.");
        }
        Flyway.configure().configuration(flyway.getConfiguration()).target(version).load().migrate();
    }

    /** As the owner, who may not switch foreign keys off: they are taken away and put back, which also checks every row. */
    private static void readTables(Catalogue catalogue, Manifest manifest, Path directory) throws SQLException, IOException {
        var keys = catalogue.foreignKeys();
        for (var key : keys) {
            catalogue.execute("alter table " + key.table() + " drop constraint " + Catalogue.quoted(key.name()));
        }
        catalogue.execute("truncate " + Catalogue.quoted(catalogue.tables()));
        makePartitions(catalogue, manifest);
        switchTriggers(catalogue, "disable");
        for (var table : manifest.tables()) {
            try (var in = new GZIPInputStream(Files.newInputStream(directory.resolve(table.name() + ".copy.gz")))) {
                long rows = catalogue.connection().unwrap(PGConnection.class).getCopyAPI()
                    .copyIn("copy " + Catalogue.quoted(table.name()) + " (" + Catalogue.quoted(table.columns()) + ") from stdin", in);
                if (rows != table.rows()) {
                    throw new RefusedAtStart("The backup is damaged: table " + table.name() + " has " + rows + " rows, not " + table.rows() + ".");
                }
            }
        }
        for (var sequence : manifest.sequences().entrySet()) {
            catalogue.execute("select setval('" + Catalogue.quoted(sequence.getKey()) + "', " + sequence.getValue() + ", false)");
        }
        switchTriggers(catalogue, "enable");
        for (var key : keys) {
            catalogue.execute("alter table " + key.table() + " add constraint " + Catalogue.quoted(key.name()) + " " + key.definition());
        }
    }

    private static void makePartitions(Catalogue catalogue, Manifest manifest) throws SQLException {
        var there = catalogue.partitions().stream().map(Manifest.Partition::name).toList();
        for (var partition : manifest.partitions()) {
            if (!there.contains(partition.name())) {
                catalogue.execute("create table " + Catalogue.quoted(partition.name()) + " " + partition.definition());
            }
        }
    }

    private static void switchTriggers(Catalogue catalogue, String word) throws SQLException {
        for (var table : catalogue.tablesWithTriggers()) {
            catalogue.execute("alter table " + table + " " + word + " trigger user");
        }
    }
}
