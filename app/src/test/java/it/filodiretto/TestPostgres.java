// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto;

import it.filodiretto.database.EmbeddedPostgres;
import it.filodiretto.database.PostgresBinaries;
import it.filodiretto.database.SharedPrograms;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.NullMarked;

/** One PostgreSQL for the whole test run, on the binaries that the product ships, or the oldest promised ({@code -Dtest.postgres=oldest}). */
@NullMarked
public final class TestPostgres {

    private TestPostgres() {}

    public static EmbeddedPostgres server() {
        return Running.SERVER;
    }

    /** A new database, migrated and without a row; its name. */
    public static String newDatabase() {
        return MigratedDatabase.make().name();
    }

    static String newName() {
        return "test_" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()).toLowerCase(Locale.ROOT);
    }

    private static EmbeddedPostgres start() {
        var home = Path.of("target/test-postgres-" + (oldestWanted() ? "oldest-" : "") + System.getProperty("test.fork", "0")).toAbsolutePath();
        SharedPrograms.lend(home, binaries());
        var server = EmbeddedPostgres.start(home, binaries());
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        hurry(server);
        return server;
    }

    /** What a power cut would lose nobody misses here; that the product's own server is safe against one {@code EmbeddedPostgresTest} looks at. */
    private static void hurry(EmbeddedPostgres server) {
        try (var connection = DriverManager.getConnection(server.url("postgres"), "postgres", server.password("postgres"));
                var statement = connection.createStatement()) {
            for (var change : List.of("alter system set fsync = off", "alter system set full_page_writes = off", "select pg_reload_conf()")) {
                statement.execute(change);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The programs of this test run's version. */
    public static PostgresBinaries binaries() {
        return oldestWanted() ? oldest() : PostgresBinaries.shipped();
    }

    /** The programs of the oldest version that is promised. */
    public static PostgresBinaries oldest() {
        return new PostgresBinaries("15", oldestJar());
    }

    private static boolean oldestWanted() {
        return "oldest".equals(System.getProperty("test.postgres", ""));
    }

    private static Path oldestJar() {
        var jars = Path.of("target/oldest-postgres").toFile().listFiles();
        if (jars == null || jars.length == 0) {
            throw new IllegalStateException("target/oldest-postgres is empty: Maven's phase process-test-resources fills it");
        }
        return jars[0].toPath().toAbsolutePath();
    }

    /** Started when first asked for. */
    private static final class Running {
        static final EmbeddedPostgres SERVER = start();
    }
}
