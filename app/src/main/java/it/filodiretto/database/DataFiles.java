// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Where this installation keeps what is not in the database: media and keys. */
@Component
class DataFiles {

    static final String KEYSET = "keyset.json";

    private final Path media;
    private final Path keyset;

    DataFiles(@Value("${filodiretto.data-dir}") Path data, @Value("${filodiretto.media-dir}") String media, @Value("${filodiretto.keyset}") String keyset) {
        this.media = media.isBlank() ? data.resolve("media") : Path.of(media);
        this.keyset = keyset.isBlank() ? data.resolve(KEYSET) : Path.of(keyset);
    }

    Path media() {
        return media;
    }

    Path keyset() {
        return keyset;
    }

    /** Readable by its owner alone. */
    void copyKeyset(Path from, Path to) throws IOException {
        Files.createDirectories(to.toAbsolutePath().getParent());
        Files.createFile(to, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(to, Files.readAllBytes(from));
    }
}
