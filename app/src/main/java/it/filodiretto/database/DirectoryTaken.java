// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.database;

import it.filodiretto.shared.RefusedAtStart;
import java.nio.file.Path;

/** Another running application owns the data directory. It is told to the person who starts a second one; the first is left alone. */
public class DirectoryTaken extends RefusedAtStart {

    DirectoryTaken(Path directory) {
        super("Another Filodiretto runs on the data directory " + directory
            + ". Stop it first, or give this one a directory of its own by FILODIRETTO_DATA_DIR.");
    }
}
