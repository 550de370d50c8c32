// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.database;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import it.filodiretto.MigratedDatabase;
import it.filodiretto.TownTest;
import it.filodiretto.shared.RefusedAtStart;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@TownTest
class ForwardsTest {

    @Autowired Flyway program;
    @Autowired Forwards forwards;

    @Test
    @DisplayName("an old program does not begin on a newer schema, and says what to do")
    void anOldProgramDoesNotBeginOnANewerSchema() {
        var owner = MigratedDatabase.make().source(Roles.OWNER);                // of its own: what is written there nobody else meets
        var flyway = Flyway.configure().configuration(program.getConfiguration()).dataSource(owner).load();
        assertThatCode(() -> forwards.migrate(flyway)).doesNotThrowAnyException();
        JdbcClient.create(owner).sql("""
            insert into flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success)
            values (1000000, '9999', 'later', 'SQL', 'V9999__later.sql', 1, current_user, now(), 1, true)""").update();
        assertThatThrownBy(() -> forwards.migrate(flyway)).isInstanceOf(RefusedAtStart.class).hasMessageContaining("schema 9999").hasMessageContaining("upgrade.md");
    }
}
