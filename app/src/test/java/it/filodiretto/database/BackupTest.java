// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import it.filodiretto.MigratedDatabase;
import it.filodiretto.Schema;
import it.filodiretto.TestPostgres;
import it.filodiretto.shared.RefusedAtStart;
import it.filodiretto.vault.TestVault;
import it.filodiretto.vault.Vault;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A backup of every table, from the oldest PostgreSQL into the newest, and the keys that open what it holds. */
@NullMarked
class BackupTest {

    private static EmbeddedPostgres oldest;

    @TempDir Path directory;

    @BeforeAll
    static void startTheOldest() {
        var home = Path.of("target/test-postgres-oldest").toAbsolutePath();
        SharedPrograms.lend(home, TestPostgres.oldest());
        oldest = EmbeddedPostgres.start(home, TestPostgres.oldest());
    }

    @AfterAll
    static void stopTheOldest() {
        oldest.close();
    }

    @Test
    void everyTableComesBackInANewerPostgresAndOpensWithItsKeys() throws Exception {
        var there = installation("there", MigratedDatabase.empty(oldest).migrate());
        var sealed = there.vault().sealText("+393661234567", "citizen.phone");
        there.fill(sealed);
        Files.createDirectories(there.data().resolve("media/ab"));
        Files.writeString(there.data().resolve("media/ab/photo"), "a picture");
        there.backup(directory.resolve("backup"), directory.resolve("keys"));

        var here = installation("here", MigratedDatabase.empty(TestPostgres.server()));
        here.restore(directory.resolve("backup"), directory.resolve("keys"));

        assertThat(here.rows()).isEqualTo(there.rows()).allSatisfy((table, rows) -> assertThat(rows).as(table).isNotEmpty());
        assertThat(here.shape()).isEqualTo(there.shape());
        assertThat(here.vault().openText(sealed, "citizen.phone")).isEqualTo("+393661234567");
        assertThat(here.data().resolve("media/ab/photo")).hasContent("a picture");
        assertThat(here.database().migrate().flyway().info().pending()).isEmpty();
    }

    @Test
    void keysGoApartAndReadableByTheirOwnerAlone() throws Exception {
        var town = installation("town", MigratedDatabase.make());
        town.vault();
        town.backup(directory.resolve("backup"), directory.resolve("keys"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("keys/keyset.json")))).isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("backup")))).isEqualTo("rwx------");
        try (var all = Files.walk(directory.resolve("backup"))) {
            assertThat(all.filter(it -> it.getFileName().toString().contains("keyset.json"))).isEmpty();
        }
        assertThatThrownBy(() -> town.backup(directory.resolve("second"), directory.resolve("second/keys"))).hasMessageContaining("apart");
    }

    @Test
    void nothingIsOverwritten() throws Exception {
        var town = installation("town", MigratedDatabase.make());
        town.vault();
        town.backup(directory.resolve("backup"), directory.resolve("keys"));
        assertThatThrownBy(() -> town.backup(directory.resolve("backup"), directory.resolve("keys"))).isInstanceOf(RefusedAtStart.class);
        Files.createDirectory(directory.resolve("broken.partial"));
        assertThatThrownBy(() -> town.backup(directory.resolve("broken"), directory.resolve("keys"))).isInstanceOf(RefusedAtStart.class)
            .hasMessageContaining("did not come to its end").hasMessageContaining("broken.partial");
        var full = installation("full", MigratedDatabase.make());
        full.vault();
        Files.delete(full.data().resolve("keyset.json"));
        assertThatThrownBy(() -> full.restore(directory.resolve("backup"), directory.resolve("keys"))).isInstanceOf(RefusedAtStart.class)
            .hasMessageContaining("has rows");
    }

    @Test
    void aDamagedBackupLeavesNoRow() throws Exception {
        var town = installation("town", MigratedDatabase.make());
        town.vault();
        town.backup(directory.resolve("backup"), directory.resolve("keys"));
        var file = directory.resolve("backup/tables/keyset_mark.copy.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(new byte[0]);
        }
        var here = installation("here", MigratedDatabase.empty(TestPostgres.server()));
        assertThatThrownBy(() -> here.restore(directory.resolve("backup"), directory.resolve("keys"))).hasMessageContaining("damaged");
        assertThat(here.rows().get("keyset_mark")).isEmpty();
        assertThat(here.data().resolve("keyset.json")).doesNotExist();

        town.backup(directory.resolve("again"), directory.resolve("keys"));
        here.restore(directory.resolve("again"), directory.resolve("keys"));
        assertThat(here.rows()).isEqualTo(town.rows());
    }

    @Test
    void aBackupThatFailsNamesWhatItLeft() throws Exception {
        var town = installation("town", MigratedDatabase.make());
        town.vault();
        var file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> town.backup(file.resolve("backup"), directory.resolve("keys"))).isInstanceOf(RefusedAtStart.class)
            .hasMessageContaining("could not be written to " + file.resolve("backup")).hasMessageNotContaining("Delete");
        assertThatThrownBy(() -> town.backup(directory.resolve("good"), file)).isInstanceOf(RefusedAtStart.class)
            .hasMessageContaining("The backup of the data is written");
        var circle = Files.createDirectories(town.data().resolve("media")).resolve("circle");
        Files.createSymbolicLink(circle, circle);
        assertThatThrownBy(() -> town.backup(directory.resolve("backup"), directory.resolve("keys"))).isInstanceOf(RefusedAtStart.class)
            .hasMessageContaining("Delete " + directory.resolve("backup.partial"));
    }

    @Test
    void mediaThatCannotBeBroughtBackLeaveNoRow() throws Exception {
        var town = installation("town", MigratedDatabase.make());
        town.vault();
        Files.writeString(Files.createDirectories(town.data().resolve("media")).resolve("photo"), "a picture");
        town.backup(directory.resolve("backup"), directory.resolve("keys"));
        var here = installation("here", MigratedDatabase.empty(TestPostgres.server()));
        var inTheWay = Files.createFile(here.data().resolve("media"));
        assertThatThrownBy(() -> here.restore(directory.resolve("backup"), directory.resolve("keys"))).isInstanceOf(RefusedAtStart.class)
            .hasMessageContaining("could not be copied to " + inTheWay);

        Files.delete(inTheWay);
        here.restore(directory.resolve("backup"), directory.resolve("keys"));
        assertThat(here.rows()).isEqualTo(town.rows());
        assertThat(here.data().resolve("media/photo")).hasContent("a picture");
    }

    private Installation installation(String name, MigratedDatabase database) throws IOException {
        return new Installation(database, Files.createDirectory(directory.resolve(name)));
    }

    /** A database and a data directory, as the commands see them. */
    private record Installation(MigratedDatabase database, Path data) {

        Vault vault() {
            return TestVault.open(data, JdbcClient.create(database.source(Roles.APPLICATION)));
        }

        /** Two towns, a row in every table, one with something sealed. */
        void fill(byte[] sealed) throws SQLException {
            try (var connection = database.superuser()) {
                connection.setAutoCommit(false);
                var schema = new Schema(connection);
                var town = UUID.randomUUID().toString();
                schema.execute("insert into municipality (id, slug, name) values ('" + town + "', 'town', E'Rio\\tnell''Elba \\\\N')");
                for (var table : schema.tablesToFill()) {
                    schema.add(table, town);
                }
                connection.commit();
                JdbcClient.create(database.source(Roles.OWNER)).sql("update citizen set phone_sealed = ?, phone_lookup = ?")
                    .param(sealed).param(new byte[] {1}).update();
            }
        }

        Map<String, List<String>> rows() throws SQLException {
            try (var connection = database.superuser()) {
                return new Schema(connection).allRows();
            }
        }

        /** Constraints, triggers, policies, partitions: what the restore takes away for a while. */
        List<String> shape() throws SQLException {
            try (var connection = database.superuser()) {
                return new Schema(connection).strings("""
                    select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || convalidated from pg_constraint
                     where connamespace = 'public'::regnamespace and contype <> 'n'
                    union all select tgrelid::regclass || ' ' || tgname || ' ' || tgenabled::text from pg_trigger where not tgisinternal
                    union all select tablename || ' ' || policyname || ' ' || qual from pg_policies
                    union all select relname || ' ' || coalesce(pg_get_expr(relpartbound, oid), '') from pg_class where relispartition and relkind = 'r'
                    order by 1""");
            }
        }

        void backup(Path directory, Path keys) {
            new BackupCommand(flyway(), files()).run(List.of(directory.toString(), "--keys", keys.toString()), quiet());
        }

        void restore(Path directory, Path keys) {
            new RestoreCommand(flyway(), files()).run(List.of(directory.toString(), "--keys", keys.toString()), quiet());
        }

        private DataFiles files() {
            return new DataFiles(data, "", "");
        }

        private ObjectProvider<Flyway> flyway() {
            return new StaticListableBeanFactory(Map.of("flyway", database.flyway())).getBeanProvider(Flyway.class);
        }

        private static PrintStream quiet() {
            return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        }
    }
}
