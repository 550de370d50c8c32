// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.mail;

import it.filodiretto.media.Media;
import it.filodiretto.media.StoredFile;
import jakarta.activation.DataSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A stored file as a part of a mail: the copy that others may see, read piece by piece while the mail leaves. */
record AttachedFile(Media media, StoredFile file) implements DataSource {

    @Override
    public InputStream getInputStream() throws IOException {
        return media.open(file.id(), file.visible(), 0);
    }

    @Override
    public OutputStream getOutputStream() {
        throw new UnsupportedOperationException("What was sent is not changed");
    }

    @Override
    public String getContentType() {
        return file.typeOf(file.visible());
    }

    @Override
    public String getName() {
        return file.nameOf(file.visible());
    }
}
