// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto;

import it.filodiretto.database.EmbeddedPostgres;
import it.filodiretto.database.Roles;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.NullMarked;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A database with the schema and without the application: for tests that look at PostgreSQL itself. */
@NullMarked
public record MigratedDatabase(EmbeddedPostgres server, String name) {

    /** A new one on the test run's server. */
    public static MigratedDatabase make() {
        return empty(TestPostgres.server()).migrate();
    }

    /** A new one without schema. */
    public static MigratedDatabase empty(EmbeddedPostgres server) {
        var name = TestPostgres.newName();
        server.makeDatabase(name);
        return new MigratedDatabase(server, name);
    }

    public MigratedDatabase migrate() {
        flyway().migrate();
        return this;
    }

    public Flyway flyway() {
        return Flyway.configure().dataSource(source(Roles.OWNER)).locations("classpath:db/migration")
            .placeholders(Map.of("appRole", Roles.APPLICATION)).load();
    }

    public DataSource source(String role) {
        return new DriverManagerDataSource(server.url(name), role, server.password(role));
    }

    /** As the server's superuser, who may become every role and change every table. */
    public Connection superuser() throws SQLException {
        return DriverManager.getConnection(server.url(name), "postgres", server.password("postgres"));
    }
}
