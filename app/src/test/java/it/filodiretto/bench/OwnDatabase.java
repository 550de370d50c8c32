// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.bench;

import it.filodiretto.database.EmbeddedPostgres;
import it.filodiretto.database.PostgresBinaries;
import it.filodiretto.database.Roles;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/** An empty database on a PostgreSQL of the benchmark's own, into which it may look while the application works on it. */
final class OwnDatabase implements AutoCloseable {

    private static final String NAME = "bench";

    final EmbeddedPostgres postgres;
    private final Path home;

    OwnDatabase(Path home) throws IOException, InterruptedException {
        this.home = home;
        postgres = EmbeddedPostgres.start(home.resolve("postgres"), PostgresBinaries.shipped());
        postgres.makeDatabase(NAME);
    }

    String url() {
        return postgres.url(NAME);
    }

    /** What the application needs to know of it. */
    Map<String, String> environment() {
        return Map.of("SPRING_DATASOURCE_URL", url(), "SPRING_DATASOURCE_USERNAME", Roles.APPLICATION,
            "SPRING_DATASOURCE_PASSWORD", postgres.password(Roles.APPLICATION), "SPRING_FLYWAY_USER", Roles.OWNER,
            "SPRING_FLYWAY_PASSWORD", postgres.password(Roles.OWNER), "FILODIRETTO_DATA_DIR", home.resolve("data").toString());
    }

    /** As the owner, who sees every municipality. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), Roles.OWNER, postgres.password(Roles.OWNER));
    }

    /** One number. */
    static double ask(Connection database, String sql) throws SQLException {
        try (var statement = database.createStatement(); var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getDouble(1);
        }
    }

    @Override
    public void close() throws Exception {
        postgres.close();
    }
}
