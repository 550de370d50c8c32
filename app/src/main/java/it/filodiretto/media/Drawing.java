// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.media;

import it.filodiretto.media.StoredFile.Copy;
import it.filodiretto.media.StoredFile.Shown;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes what others may see of a picture, when somebody first looks at it. The row is held meanwhile: whoever else looks, on
 * whatever node, waits and finds it made, and who erases the file waits and finds all of it.
 */
@Component
class Drawing {

    private final StoredFileTable table;
    private final SealedFiles files;
    private final TransactionTemplate transaction;

    Drawing(StoredFileTable table, SealedFiles files, PlatformTransactionManager transactions) {
        this.table = table;
        this.files = files;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** No effect if it is drawn already, or gone. @throws UncheckedIOException if the store fails; another look tries again */
    void draw(StoredFileId id) {
        Pictures.alone(() -> transaction.executeWithoutResult(_ -> table.lockToDraw(id).ifPresent(key -> table.drawn(id, copies(id, key)))));
    }

    private @Nullable Shown copies(StoredFileId id, byte[] key) {
        try {
            return Pictures.draw(files.open(id, key, Copy.ORIGINAL), drawn -> copies(id, key, drawn)).orElse(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Shown copies(StoredFileId id, byte[] key, Pictures.Drawn drawn) throws IOException {
        var size = write(id, key, Copy.SHOWN, drawn);
        if (size > Pictures.LARGEST && drawn.type().equals("image/png")) {
            return copies(id, key, drawn.opaque());
        }
        return new Shown(drawn.type(), size, write(id, key, Copy.SMALL, drawn.within(Pictures.SMALL_SIDE)));
    }

    private long write(StoredFileId id, byte[] key, Copy copy, Pictures.Drawn drawn) throws IOException {
        files.write(id, key, copy, drawn::writeTo);
        try (var written = files.open(id, key, copy)) {
            return written.size();
        }
    }
}
