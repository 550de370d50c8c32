// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.database;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code bin/backup} and {@code bin/restore} are told: {@code DIRECTORY [--keys DIRECTORY]}. */
record BackupPlaces(Path directory, @Nullable Path keys) {

    static BackupPlaces of(List<String> arguments) {
        return switch (arguments.size()) {
            case 1 -> new BackupPlaces(absolute(arguments.get(0)), null);
            case 3 -> arguments.get(1).equals("--keys")
                ? new BackupPlaces(absolute(arguments.get(0)), absolute(arguments.get(2)))
                : arguments.get(0).equals("--keys")
                    ? new BackupPlaces(absolute(arguments.get(2)), absolute(arguments.get(1)))
                    : refuse();
            default -> refuse();
        };
    }

    private static BackupPlaces refuse() {
        throw new IllegalArgumentException("A directory is wanted, and perhaps one for the keys.");
    }

    private static Path absolute(String path) {
        return Path.of(path).toAbsolutePath().normalize();
    }
}
