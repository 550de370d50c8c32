// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.privacy;

import it.filodiretto.citizen.Person;
import it.filodiretto.citizen.RecordSection;
import it.filodiretto.media.StoredFile;
import it.filodiretto.page.Italian;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;

/** All that is kept of a person, at one moment. */
record Dossier(Person person, String town, Instant at, List<RecordSection> sections, List<StoredFile> files) {

    Dossier {
        sections = List.copyOf(sections);
        files = List.copyOf(files);
    }

    /** A value as a person reads it: a moment by the town's clock, anything else as it is. */
    static String shown(String value, ZoneId zone) {
        try {
            var moment = Instant.parse(value);
            return Italian.date(moment, zone) + ", " + Italian.clock(moment, zone);
        } catch (DateTimeParseException _) {
            return value;
        }
    }

    /** Its name in the archive: no two are the same. */
    static String nameOf(StoredFile file) {
        return "file/" + file.id() + "-" + file.name();
    }
}
