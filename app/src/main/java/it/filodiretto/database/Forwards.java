// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.database;

import it.filodiretto.shared.RefusedAtStart;
import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.stereotype.Component;

/** Migrations at the start go forwards only: an old program on a newer schema would fail somewhere later, so it does not begin. */
@Component
class Forwards implements FlywayMigrationStrategy {

    @Override
    public void migrate(Flyway flyway) {
        try {
            flyway.migrate();
        } catch (FlywayValidateException e) {
            var newer = Arrays.stream(flyway.info().all()).filter(it -> it.getState() == MigrationState.FUTURE_SUCCESS).map(MigrationInfo::getVersion)
                .reduce((_, last) -> last);
            throw newer.isEmpty() ? e : new RefusedAtStart("The database is of a newer version of Filodiretto (schema " + newer.get()
                + "), which this program does not know. Start the newer program; to go back, restore the backup of before into an empty database"
                + " (docs/operations/upgrade.md).");
        }
    }
}
