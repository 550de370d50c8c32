// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.database;

import it.filodiretto.shared.AdminCommand;
import it.filodiretto.shared.RefusedAtStart;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** {@code bin/restore}. */
@Component
@AdminCommand.Help("restore DIRECTORY [--keys DIRECTORY]   a backup into an empty database; the keys where this installation wants them")
class RestoreCommand implements AdminCommand {

    private final ObjectProvider<Flyway> flyway;
    private final DataFiles files;

    RestoreCommand(ObjectProvider<Flyway> flyway, DataFiles files) {
        this.flyway = flyway;
        this.files = files;
    }

    @Override
    public String name() {
        return "restore";
    }

    @Override
    public void run(List<String> arguments, PrintStream out) {
        var places = BackupPlaces.of(arguments);
        var source = places.keys() == null ? null : places.keys().resolve(DataFiles.KEYSET);
        if (source != null && !Files.exists(source)) {
            throw new RefusedAtStart("There are no keys at " + source + ".");
        }
        if (source != null && Files.exists(files.keyset())) {
            throw new RefusedAtStart("There are keys at " + files.keyset() + " already, and a restore never overwrites.");
        }
        var manifest = new Restoration(flyway.getObject()).read(places.directory(), files.media());
        out.println("Restored: " + manifest.rows() + " rows of " + manifest.tables().size() + " tables, as of " + manifest.madeAt());
        if (source == null) {
            out.println("Bring the keys to " + files.keyset() + " before the next start.");
        } else {
            try {
                files.copyKeyset(source, files.keyset());
            } catch (IOException e) {
                throw new RefusedAtStart("The keys could not be copied to " + files.keyset() + ": " + e + ". Bring them there before the next start.");
            }
            out.println("Keys: " + files.keyset());
        }
    }
}
