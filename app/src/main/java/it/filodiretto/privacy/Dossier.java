// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.privacy;

import it.filodiretto.citizen.Person;
import it.filodiretto.citizen.RecordSection;
import it.filodiretto.media.StoredFile;
import java.time.Instant;
import java.util.List;

/** All that is kept of a person, at one moment. */
record Dossier(Person person, String town, Instant at, List<RecordSection> sections, List<StoredFile> files) {

    Dossier {
        sections = List.copyOf(sections);
        files = List.copyOf(files);
    }

    /** Its name in the archive: no two are the same. */
    static String nameOf(StoredFile file) {
        return "file/" + file.id() + "-" + file.name();
    }
}
