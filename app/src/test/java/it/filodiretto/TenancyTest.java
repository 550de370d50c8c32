// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.database.Roles;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The database keeps municipalities apart, in every table there is (docs/adr/0002). All happens in one transaction. */
@Tag("database")
@NullMarked
class TenancyTest {

    private static final MigratedDatabase DATABASE = MigratedDatabase.make();
    private static final String REFUSED = "42501";

    private final String townA = UUID.randomUUID().toString();
    private final String townB = UUID.randomUUID().toString();

    private Connection connection;
    private Schema schema;

    @BeforeEach
    void twoTowns() throws SQLException {
        connection = DATABASE.superuser();
        connection.setAutoCommit(false);
        schema = new Schema(connection);
        for (var town : List.of(townA, townB)) {
            schema.execute("insert into municipality (id, slug, name) values ('%1$s', '%1$s', 'Town')".formatted(town));
        }
    }

    @AfterEach
    void leaveNothing() throws SQLException {
        connection.rollback();
        connection.close();
    }

    @Test
    void everyTableIsOpenWithAReasonOrUnderThePolicy() throws SQLException {
        assertThat(schema.apart()).isNotEmpty().allSatisfy(it -> assertThat(schema.strings("""
            select policyname from pg_policies p join pg_class c on c.relname = p.tablename and c.relnamespace = 'public'::regnamespace
             where tablename = '%s' and c.relrowsecurity""".formatted(it))).as(it).containsExactly("own_municipality"));
        assertThat(schema.strings("select name from open_table where length(why) < 10")).isEmpty();
        assertThat(schema.strings("select name from open_table where to_regclass(name) is null")).isEmpty();
    }

    @Test
    void whatIsNeitherCannotBeReached() throws SQLException {
        assertThat(schema.strings("""
            select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'm', 'f')
               and (relispartition or relname = 'flyway_schema_history' or relkind in ('m', 'f'))
               and has_table_privilege('%s', oid, 'select, insert, update, delete, truncate, references, trigger')""".formatted(Roles.APPLICATION))).isEmpty();
    }

    @Test
    void viewsAskForTheRightsOfWhoLooks() throws SQLException {
        assertThat(schema.strings("""
            select relname from pg_class where relnamespace = 'public'::regnamespace
               and (relkind = 'm' or relkind = 'v' and not coalesce('security_invoker=true' = any (reloptions), false))""")).isEmpty();
    }

    @Test
    void functionsOfTheOwnerNameTheMunicipalityThemselves() throws SQLException {
        assertThat(schema.strings("""
            select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef
               and prosrc not like '%current_municipality()%' and proname not in ('make_message_partitions', 'count_what_has_grown')""")).isEmpty();
    }

    @Test
    void theApplicationsRoleOwnsNothing() throws SQLException {
        assertThat(schema.strings("select relname from pg_class where relowner = '%s'::regrole".formatted(Roles.APPLICATION))).isEmpty();
    }

    @Test
    void noTownReachesAnothersRowsAndNobodyAny() throws SQLException {
        for (var table : filled()) {
            assertThat(trespasses(table)).as(table).isEmpty();
        }
    }

    @Test
    void thisTestFailsWithoutAnyOneOfThePolicies() throws SQLException {
        for (var table : filled()) {
            for (var sabotage : List.of(
                    "drop policy own_municipality on " + table,
                    "alter table " + table + " disable row level security",
                    "alter policy own_municipality on " + table + " using (true)")) {
                var before = connection.setSavepoint();
                schema.execute(sabotage);
                assertThat(trespasses(table)).as(sabotage).isNotEmpty();
                connection.rollback(before);
            }
        }
    }

    /** The tables that keep municipalities apart, each with one row of A's. */
    private List<String> filled() throws SQLException {
        for (var table : schema.tablesToFill()) {
            schema.add(table, townA);
        }
        return schema.apart();
    }

    /** What went otherwise than it must, as the application's role: A sees its row; B and nobody neither see nor touch it. */
    private List<String> trespasses(String table) throws SQLException {
        var wrong = new ArrayList<String>();
        var count = "select count(*) from " + table;
        if (!"1".equals(as(townA, count))) {
            wrong.add("A does not see its own row");
        }
        if (!List.of("0", REFUSED).contains(as(townB, count))) {
            wrong.add("B sees A's row");
        }
        if (!List.of("0", REFUSED).contains(as(townB, "update " + table + " set municipality_id = '" + townB + "'"))) {
            wrong.add("B changes A's row");
        }
        if (!List.of("0", REFUSED).contains(as(townB, "delete from " + table))) {
            wrong.add("B deletes A's row");
        }
        if (!as(townB, schema.insertion(table)).equals(REFUSED)) {
            wrong.add("B writes a row of A's");
        }
        for (var attempt : List.of(count, "update " + table + " set municipality_id = municipality_id", "delete from " + table)) {
            if (!as("", attempt).equals(REFUSED)) {
                wrong.add("Nobody may " + attempt);
            }
        }
        return wrong;
    }

    /** The first value, the number of rows changed, or the error's code. */
    private String as(String town, String sql) throws SQLException {
        var before = connection.setSavepoint();
        try (var statement = connection.createStatement()) {
            schema.execute("set local role " + Roles.APPLICATION);
            schema.execute("set local app.municipality = '" + town + "'");
            if (statement.execute(sql)) {
                statement.getResultSet().next();
                return statement.getResultSet().getString(1);
            }
            return String.valueOf(statement.getUpdateCount());
        } catch (SQLException e) {
            return e.getSQLState();
        } finally {
            connection.rollback(before);
        }
    }
}
