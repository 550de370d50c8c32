// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.media;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;

/** Where sealed bytes lie. Knows nothing of what is in them. */
interface FileStore {

    /** @param key {@code <town>/<file>-<attempt>-<copy>}; what lies there already is replaced */
    Draft create(String key) throws IOException;

    /** @throws java.nio.file.NoSuchFileException if nothing lies there */
    SeekableByteChannel open(String key) throws IOException;

    /** Nothing happens if nothing lies there. */
    void delete(String key) throws IOException;

    /** Bytes on their way to the store: there whole after {@link #keep}, or not at all if closed before. */
    abstract class Draft extends OutputStream {

        abstract void keep() throws IOException;
    }
}
