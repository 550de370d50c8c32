// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.media;

import it.filodiretto.media.StoredFile.Copy;
import it.filodiretto.media.StoredFile.Shown;
import it.filodiretto.transcoding.Form;
import it.filodiretto.transcoding.Transcoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
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
    private final Transcoder transcoder;
    private final TransactionTemplate transaction;

    Drawing(StoredFileTable table, SealedFiles files, Transcoder transcoder, PlatformTransactionManager transactions) {
        this.table = table;
        this.files = files;
        this.transcoder = transcoder;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** No effect if it is drawn already, or gone. @throws UncheckedIOException if the store fails; another look tries again */
    void draw(StoredFileId id) {
        Pictures.alone(() -> transaction.executeWithoutResult(_ -> table.lockToDraw(id).ifPresent(key -> table.drawn(id, copies(id, key)))));
    }

    /** Of a file that is not known yet: what channels take, if as it came they do not; {@code null}: they do, or nothing can be made of it. */
    @Nullable Shown inAnotherForm(StoredFileId id, byte[] key, FileType type) throws IOException {
        var form = Form.of(type.mediaType());
        if (form.isEmpty()) {
            return null;
        }
        return transcoder.make(() -> files.read(id, key, Copy.ORIGINAL), form.get(), made -> Optional.ofNullable(shown(id, key, form.get(), made))).flatMap(it -> it).orElse(null);
    }

    private @Nullable Shown shown(StoredFileId id, byte[] key, Form form, Path made) throws IOException {
        if (form == Form.JPEG) {
            return copies(id, key, made);
        }
        files.write(id, key, Copy.SHOWN, out -> Files.copy(made, out));
        return new Shown(form.mediaType(), Files.size(made), 0);
    }

    private @Nullable Shown copies(StoredFileId id, byte[] key, Path picture) throws IOException {
        var made = new AtomicReference<@Nullable Shown>();
        try (var bytes = Files.newByteChannel(picture)) {
            Pictures.alone(() -> made.set(copies(id, key, bytes)));
        }
        return made.get();
    }

    private @Nullable Shown copies(StoredFileId id, byte[] key) {
        try (var original = files.open(id, key, Copy.ORIGINAL)) {
            return copies(id, key, original);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable Shown copies(StoredFileId id, byte[] key, SeekableByteChannel picture) {
        try {
            return Pictures.draw(picture, drawn -> copies(id, key, drawn)).orElse(null);
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
