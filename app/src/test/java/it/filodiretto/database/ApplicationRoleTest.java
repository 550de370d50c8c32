// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.database;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import it.filodiretto.MigratedDatabase;
import it.filodiretto.TestPostgres;
import it.filodiretto.shared.RefusedAtStart;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What would let the program pass by the policies, or break its locks, is refused at start, and says what to do. */
@Tag("database")
@NullMarked
class ApplicationRoleTest {

    private final MigratedDatabase database = MigratedDatabase.empty(TestPostgres.server());
    private final String role = "role_" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()).toLowerCase(Locale.ROOT);

    @AfterEach
    void dropRole() throws SQLException {
        asSuperuser("do $$ begin if to_regrole('" + role + "') is not null then drop owned by " + role + "; drop role " + role + "; end if; end $$");
    }

    @Test
    void theRoleThatOwnsNothingWillDo() throws SQLException {
        database.migrate();
        new ApplicationRole(url(), Roles.APPLICATION, database.server().password(Roles.APPLICATION)).check();
        asSuperuser("create role " + role + " login password 'x'");
        theRole().check();
    }

    @Test
    void aSuperuserIsRefused() throws SQLException {
        asSuperuser("create role " + role + " login superuser password 'x'");
        refused("superuser");
    }

    @Test
    void whoPassesByRowPoliciesIsRefused() throws SQLException {
        asSuperuser("create role " + role + " login bypassrls password 'x'");
        refused("BYPASSRLS");
    }

    @Test
    void whoMayBecomeASuperuserIsRefused() throws SQLException {
        asSuperuser("create role " + role + " login noinherit password 'x' in role postgres");
        refused("postgres");
    }

    @Test
    void whoOwnsATableIsRefused() throws SQLException {
        asSuperuser("create role " + role + " login password 'x'", "create table mine (id int)", "alter table mine owner to " + role);
        refused("mine");
    }

    @Test
    void whoMayBecomeTheOwnerIsRefused() throws SQLException {
        database.migrate();
        asSuperuser("create role " + role + " login password 'x' in role " + Roles.OWNER);
        refused("owns tables, or may become their owner");
    }

    @Test
    void oneRoleForBothIsRefused() {
        assertThatThrownBy(() -> new ApplicationRole(url(), "one", "").refuseToBe("one")).isInstanceOf(RefusedAtStart.class)
            .hasMessageContaining("two roles").hasMessageContaining("SPRING_FLYWAY_USER");
        assertThatThrownBy(() -> new ApplicationRole(url(), "one", "").refuseToBe("")).isInstanceOf(RefusedAtStart.class);
    }

    @Test
    void anOldServerIsRefused() {
        assertThatThrownBy(() -> ApplicationRole.refuseOlder(14)).isInstanceOf(RefusedAtStart.class).hasMessageContaining("PostgreSQL 14").hasMessageContaining("upgrade");
        ApplicationRole.refuseOlder(15);
    }

    @Test
    void anUnreachableServerIsNamed() {
        assertThatThrownBy(() -> new ApplicationRole("jdbc:postgresql://127.0.0.1:1/x", "one", "").check()).isInstanceOf(RefusedAtStart.class)
            .hasMessageContaining("SPRING_DATASOURCE_URL");
    }

    @Test
    void aTransactionPoolerIsRefused() throws Exception {
        asSuperuser("create role " + role + " login password 'x'");
        try (var pooler = TransactionPooler.before(url())) {
            assertThatThrownBy(() -> new ApplicationRole(pooler.url(url()), role, "x").refusePooler()).isInstanceOf(RefusedAtStart.class)
                .hasMessageContaining("transaction pooler").hasMessageContaining("pool_mode = session");
        }
    }

    private void refused(String words) {
        assertThatThrownBy(() -> theRole().check()).isInstanceOf(RefusedAtStart.class).hasMessageContaining(role).hasMessageContaining(words);
    }

    private ApplicationRole theRole() {
        return new ApplicationRole(url(), role, "x");
    }

    private String url() {
        return database.server().url(database.name());
    }

    private void asSuperuser(String... statements) throws SQLException {
        try (var connection = database.superuser(); var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
