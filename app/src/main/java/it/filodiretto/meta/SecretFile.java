// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.meta;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** A secret in a file of its own; a changed file counts within seconds, so that a new token needs no restart. */
final class SecretFile {

    private static final long LOOK_AGAIN_NANOS = 3_000_000_000L;

    private final Path file;
    private String value = "";
    private @Nullable FileTime read;
    private long looked;

    SecretFile(Path file) {
        this.file = file;
        look();
    }

    /** Empty if the file is missing or empty. */
    synchronized String value() {
        if (System.nanoTime() - looked > LOOK_AGAIN_NANOS) {
            look();
        }
        return value;
    }

    private void look() {
        looked = System.nanoTime();
        try {
            var changed = Files.getLastModifiedTime(file);
            if (!changed.equals(read)) {
                value = Files.readString(file).strip();
                read = changed;
            }
        } catch (IOException _) {
            if (read != null || value.isEmpty()) {
                LoggerFactory.getLogger(SecretFile.class).atWarn().addKeyValue("file", file).log("A file of secrets named by a profile cannot be read");
            }
            value = "";
            read = null;
        }
    }
}
