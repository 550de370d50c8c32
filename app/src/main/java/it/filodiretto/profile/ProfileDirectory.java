// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.profile;

import it.filodiretto.municipality.Municipality;
import it.filodiretto.municipality.TownSource;
import java.nio.file.Path;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The towns of one directory of profiles, or those that the program brings along. */
@Component
class ProfileDirectory implements TownSource {

    private final String directory;
    private final FirstStart firstStart;

    ProfileDirectory(@Value("${filodiretto.municipalities}") String directory, FirstStart firstStart) {
        this.directory = directory;
        this.firstStart = firstStart;
    }

    /** @throws BadProfiles if any profile has a mistake; then nothing was written */
    @Override
    public List<Municipality> towns() {
        return ProfileFiles.read(directory.isBlank() ? null : Path.of(directory)).stream().map(firstStart::of).toList();
    }
}
