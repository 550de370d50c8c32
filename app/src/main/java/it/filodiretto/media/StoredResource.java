// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.media;

import it.filodiretto.media.StoredFile.Copy;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.core.io.AbstractResource;

/** The bytes of a stored file as Spring sends them, whole or in parts. */
final class StoredResource extends AbstractResource {

    private final Media media;
    private final StoredFile file;
    private final Copy copy;

    StoredResource(Media media, StoredFile file, Copy copy) {
        this.media = media;
        this.file = file;
        this.copy = copy;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return media.open(file.id(), copy, 0);
    }

    @Override
    public long contentLength() {
        return file.sizeOf(copy);
    }

    @Override
    public boolean exists() {
        return true;
    }

    @Override
    public String getDescription() {
        return "file " + file.id() + " " + copy;
    }
}
