// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.media;

import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import it.filodiretto.media.StoredFile.Copy;
import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.vault.Vault;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import org.springframework.stereotype.Component;

/**
 * The bytes of files, sealed on their way to the store (AES-256-GCM in segments) with a key of each file's own, which the
 * vault seals in turn. A segment opens alone, so a part in the middle costs no more than its own length.
 */
@Component
class SealedFiles {

    private static final int KEY_BYTES = 32;
    private static final int SEGMENT = 128 << 10;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final FileStore store;
    private final Vault vault;

    SealedFiles(FileStore store, Vault vault) {
        this.store = store;
        this.vault = vault;
    }

    byte[] newKey(StoredFileId file) {
        var key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        return vault.seal(key, context(file));
    }

    /** What is to be written, given the stream to write it to. */
    interface Writing {
        void to(OutputStream out) throws IOException;
    }

    /** There whole afterwards, or not at all if it throws. */
    void write(StoredFileId file, byte[] sealedKey, Copy copy, Writing writing) throws IOException {
        try (var draft = store.create(key(file, sealedKey, copy))) {
            try (var sealing = cipher(file, sealedKey).newEncryptingStream(new Unclosing(draft), context(file, copy))) {
                writing.to(sealing);
            }
            draft.keep();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Sealing failed: file " + file, e);
        }
    }

    /** Opened, at its beginning; its position may be set. */
    SeekableByteChannel open(StoredFileId file, byte[] sealedKey, Copy copy) throws IOException {
        try {
            return cipher(file, sealedKey).newSeekableDecryptingChannel(store.open(key(file, sealedKey, copy)), context(file, copy));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("What was sealed does not open: file " + file, e);
        }
    }

    InputStream read(StoredFileId file, byte[] sealedKey, Copy copy) throws IOException {
        return Channels.newInputStream(open(file, sealedKey, copy));
    }

    /** What was written with this key; another try of the same file may be under way with another. */
    void delete(StoredFileId file, byte[] sealedKey) throws IOException {
        for (var copy : Copy.values()) {
            store.delete(key(file, sealedKey, copy));
        }
    }

    private StreamingAead cipher(StoredFileId file, byte[] sealedKey) throws GeneralSecurityException {
        return new AesGcmHkdfStreaming(vault.open(sealedKey, context(file)), "HmacSha256", KEY_BYTES, SEGMENT, 0);
    }

    private static String key(StoredFileId file, byte[] sealedKey, Copy copy) {
        var attempt = HexFormat.of().formatHex(sealedKey, sealedKey.length - 4, sealedKey.length);
        return CurrentMunicipality.require().value() + "/" + file + "-" + attempt + "-" + copy.name().toLowerCase(Locale.ROOT);
    }

    private static String context(StoredFileId file) {
        return "stored_file.key " + file;
    }

    private static byte[] context(StoredFileId file, Copy copy) {
        return (file + " " + copy).getBytes(StandardCharsets.UTF_8);
    }

    /** The last segment is written when the sealing stream closes; the draft is closed by who made it. */
    private static final class Unclosing extends FilterOutputStream {

        Unclosing(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            out.write(bytes, from, count);
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }
}
