// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import it.filodiretto.TestPostgres;
import it.filodiretto.shared.RefusedAtStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The database that comes along outlives whatever happens to its application. Real processes, really killed. Only the version that is shipped comes along. */
@Tag("waiting")
@NullMarked
class EmbeddedPostgresTest {

    private static final Path HOME = makeHome();
    private static final AtomicInteger VALUES = new AtomicInteger();

    private final int value = VALUES.addAndGet(10);

    @AfterEach
    void stopWhatIsLeft() {
        EmbeddedPostgres.start(HOME, TestPostgres.binaries()).close();
    }

    @Test
    void aSecondApplicationIsToldAndTheFirstGoesOn() throws Exception {
        try (var first = Holder.on(HOME)) {
            assertThatThrownBy(() -> start()).isInstanceOf(DirectoryTaken.class).hasMessageContaining(HOME.toString()).hasMessageContaining("FILODIRETTO_DATA_DIR");
            try (var joined = EmbeddedPostgres.startOrJoin(HOME, TestPostgres.binaries())) {
                write(joined, value);
            }
            try (var joined = EmbeddedPostgres.startOrJoin(HOME, TestPostgres.binaries())) {
                assertThat(read(joined)).isEqualTo(value);
            }
            first.stop();
            assertThat(HOME.resolve("port")).doesNotExist();
            assertThat(HOME.resolve("cluster/postmaster.pid")).doesNotExist();
        }
    }

    @Test
    void aDataDirectoryThatCannotBeMadeIsNamed() throws Exception {
        var inTheWay = Files.createTempFile("no-directory", "");
        assertThatThrownBy(() -> EmbeddedPostgres.start(inTheWay.resolve("postgres"), TestPostgres.binaries())).isInstanceOf(RefusedAtStart.class)
            .hasMessageContaining(inTheWay.toString()).hasMessageContaining("FILODIRETTO_DATA_DIR");
    }

    @Test
    void whatAKilledApplicationLeftRunningIsStoppedAndTheDataKept() throws Exception {
        try (var killed = Holder.on(HOME); var joined = EmbeddedPostgres.startOrJoin(HOME, TestPostgres.binaries())) {
            write(joined, value);
            var orphan = postmaster();
            killed.kill();
            assertThat(lives(orphan)).isTrue();
            try (var next = start()) {
                assertThat(read(next)).isEqualTo(value);
                assertThat(lives(orphan)).isFalse();
            }
        }
    }

    @Test
    void applicationAndServerKilledTogetherKeepTheData() throws Exception {
        for (int round = 1; round <= 3; round++) {
            try (var killed = Holder.on(HOME); var joined = EmbeddedPostgres.startOrJoin(HOME, TestPostgres.binaries())) {
                write(joined, value + round);
                killed.kill();
                ProcessHandle.of(postmaster()).ifPresent(ProcessHandle::destroyForcibly);
            }
            try (var next = start()) {
                assertThat(read(next)).isEqualTo(value + round);
            }
        }
    }

    @Test
    void aStrangerWhoGotTheNumberIsLeftAlone() throws Exception {
        start().close();
        Files.writeString(HOME.resolve("cluster/postmaster.pid"), ProcessHandle.current().pid() + "\n" + HOME.resolve("cluster") + "\n1\n5432\n\n\n\n\n");
        try (var next = start()) {
            write(next, value);
            assertThat(read(next)).isEqualTo(value);
        }
    }

    @Test
    void aDeadServerThatNobodyBuriesIsNoObstacle() throws Exception {
        start().close();
        var parent = new ProcessBuilder("sh", "-c", "sleep 1 & echo $!; exec sleep 1000").start();
        try {
            var zombie = Long.parseLong(parent.inputReader().readLine());
            await().until(() -> Files.readString(Path.of("/proc/" + zombie + "/stat")).contains(") Z "));
            Files.writeString(HOME.resolve("cluster/postmaster.pid"), zombie + "\n" + HOME.resolve("cluster") + "\n1\n5432\n\n\n\n\n");
            start().close();
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void onlyLoopbackWithPasswordsAndSafeAgainstPowerCuts() throws Exception {
        try (var postgres = start()) {
            assertThat(setting(postgres, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(setting(postgres, "unix_socket_directories")).isEmpty();
            assertThat(setting(postgres, "fsync")).isEqualTo("on");
            assertThat(setting(postgres, "synchronous_commit")).isEqualTo("on");
            assertThat(setting(postgres, "data_checksums")).isEqualTo("on");
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.url("filodiretto"), Roles.APPLICATION, "wrong"))
                .isInstanceOf(SQLException.class).hasMessageContaining("password");
        }
    }

    /** Each start renews them, so those of older versions too. Before PostgreSQL 16 the rounds cannot be chosen. */
    @Test
    void randomPasswordsAreNotPutThroughThousandsOfRounds() throws Exception {
        try (var postgres = start()) {
            assertThat(value(postgres, "postgres", """
                select count(*)::text from pg_authid where rolcanlogin and rolpassword not like case
                    when current_setting('server_version_num')::int >= 160000 then 'SCRAM-SHA-256$1:%' else 'SCRAM-SHA-256$4096:%' end""")).isEqualTo("0");
        }
    }

    private EmbeddedPostgres start() {
        return EmbeddedPostgres.start(HOME, TestPostgres.binaries());
    }

    private static Path makeHome() {
        try {
            Files.createDirectories(Path.of("target/test-data"));
            return Files.createTempDirectory(Path.of("target/test-data").toAbsolutePath(), "postgres-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long postmaster() throws IOException {
        return Long.parseLong(Files.readAllLines(HOME.resolve("cluster/postmaster.pid")).getFirst().strip());
    }

    private static boolean lives(long pid) throws IOException {
        var stat = Path.of("/proc/" + pid + "/stat");
        return Files.exists(stat) && !Files.readString(stat).contains(") Z ");
    }

    private static void write(EmbeddedPostgres postgres, int value) throws SQLException {
        try (var connection = DriverManager.getConnection(postgres.url("filodiretto"), Roles.OWNER, postgres.password(Roles.OWNER));
                var statement = connection.createStatement()) {
            statement.execute("create table if not exists kept (value int)");
            statement.execute("insert into kept values (" + value + ")");
        }
    }

    private static int read(EmbeddedPostgres postgres) throws SQLException {
        return Integer.parseInt(value(postgres, Roles.OWNER, "select max(value)::text from kept"));
    }

    private static String setting(EmbeddedPostgres postgres, String name) throws SQLException {
        return value(postgres, "postgres", "show " + name);
    }

    private static String value(EmbeddedPostgres postgres, String role, String query) throws SQLException {
        try (var connection = DriverManager.getConnection(postgres.url("filodiretto"), role, postgres.password(role));
                var statement = connection.createStatement(); var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
