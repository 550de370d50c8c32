// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.database;

import it.filodiretto.shared.AdminCommand;
import it.filodiretto.shared.RefusedAtStart;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** {@code bin/backup}. */
@Component
@AdminCommand.Help("backup DIRECTORY [--keys DIRECTORY]   database and media of one moment; the keys into a directory apart")
class BackupCommand implements AdminCommand {

    private final ObjectProvider<Flyway> flyway;
    private final DataFiles files;

    BackupCommand(ObjectProvider<Flyway> flyway, DataFiles files) {
        this.flyway = flyway;
        this.files = files;
    }

    @Override
    public String name() {
        return "backup";
    }

    @Override
    public void run(List<String> arguments, PrintStream out) {
        var places = BackupPlaces.of(arguments);
        var keys = places.keys();
        if (keys != null && keys.startsWith(places.directory())) {
            throw new IllegalArgumentException("The keys go apart from the backup: who finds both can read everything.");
        }
        var manifest = new Backup(flyway.getObject().getConfiguration().getDataSource()).write(places.directory(), files.media());
        out.println("Backup: " + manifest.rows() + " rows of " + manifest.tables().size() + " tables in " + places.directory());
        if (keys == null) {
            out.println("The keys are not in it, and without them it cannot be read: keep a copy of " + files.keyset() + " (--keys DIRECTORY)");
        } else {
            copyKeys(keys);
            out.println("Keys: " + keys.resolve(DataFiles.KEYSET));
        }
    }

    private void copyKeys(Path directory) {
        try {
            if (!Files.isDirectory(directory)) {
                Backup.makeDirectory(directory);
            }
            var target = directory.resolve(DataFiles.KEYSET);
            if (Files.exists(target) && Files.mismatch(target, files.keyset()) >= 0) {
                throw new RefusedAtStart("There are other keys at " + target + ": name another directory. The backup of the data is written.");
            }
            if (!Files.exists(target)) {
                files.copyKeyset(files.keyset(), target);
            }
        } catch (IOException e) {
            throw new RefusedAtStart("The keys could not be copied to " + directory + ": " + e + ". The backup of the data is written.");
        }
    }
}
