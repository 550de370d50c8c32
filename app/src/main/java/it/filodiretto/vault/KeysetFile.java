// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfConfig;
import com.google.crypto.tink.prf.PrfSet;
import it.filodiretto.shared.AdminCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.UUID;

/** The file of the encryption keys: two lines, Tink's JSON of the sealing keyset and of the look-up keyset. */
record KeysetFile(Path path) {

    static {
        try {
            AeadConfig.register();
            PrfConfig.register();
        } catch (GeneralSecurityException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    boolean exists() {
        return Files.exists(path);
    }

    /**
     * Makes new keys, readable by their owner alone; the file appears whole or not at all. Of processes that begin at once the
     * first makes them: what it seals nobody could open again if another's keys came in place of its own.
     */
    void make() {
        var lines = List.of(json(fresh(() -> KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM))),
            json(fresh(() -> KeysetHandle.generateNew(PredefinedPrfParameters.HMAC_SHA256_PRF))));
        var partial = path.resolveSibling(path.getFileName() + "." + UUID.randomUUID() + ".new");
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.createFile(partial, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(partial, lines);
            appear(partial);
        } catch (IOException e) {
            throw new UncheckedIOException("The keyset could not be written: " + path, e);
        } finally {
            deleteQuietly(partial);
        }
    }

    private void appear(Path whole) throws IOException {
        try {
            Files.createLink(path, whole);
        } catch (FileAlreadyExistsException _) {
            // Another process was quicker: its keys count.
        } catch (FileSystemException | UnsupportedOperationException _) {
            Files.move(whole, path);                     // a file system without links
        }
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException _) {
            // It is readable by its owner alone, and seals nothing.
        }
    }

    /** Adds a sealing key, which seals nothing yet. @throws KeysetRefused if the last one that was added does not seal yet */
    void add() {
        var lines = lines();
        var sealing = handle(lines.getFirst());
        if (!newestSeals(sealing)) {
            throw new KeysetRefused("The newest key of " + path + " is not in use yet: " + AdminCommand.typed("keys use") + ".");
        }
        write(List.of(json(fresh(() -> KeysetHandle.newBuilder(sealing)
            .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM).withRandomId()).build())), lines.get(1)));
    }

    /** The newest sealing key seals from the next start on; the others open what they have sealed. */
    void use() {
        var lines = lines();
        var keys = KeysetHandle.newBuilder(handle(lines.getFirst()));
        keys.getAt(keys.size() - 1).makePrimary();
        write(List.of(json(fresh(keys::build)), lines.get(1)));
    }

    /** @param newestSeals false: the last one that was added waits */
    record Sealing(int keys, boolean newestSeals) {}

    Sealing sealing() {
        var keys = handle(lines().getFirst());
        return new Sealing(keys.size(), newestSeals(keys));
    }

    private static boolean newestSeals(KeysetHandle keys) {
        return keys.getAt(keys.size() - 1).isPrimary();
    }

    private interface Making {

        KeysetHandle make() throws GeneralSecurityException;
    }

    private static KeysetHandle fresh(Making making) {
        try {
            return making.make();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Keys could not be made", e);
        }
    }

    private void write(List<String> lines) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            var partial = path.resolveSibling(path.getFileName() + ".new");
            Files.deleteIfExists(partial);
            Files.createFile(partial, PosixFilePermissions.asFileAttribute(Files.getPosixFilePermissions(path)));
            Files.write(partial, lines);
            Files.move(partial, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The keyset could not be written: " + path, e);
        }
    }

    private List<String> lines() {
        try {
            var lines = Files.readAllLines(path);
            if (lines.size() < 2) {
                throw new KeysetRefused("The file " + path + " is no keyset: it has two lines, one for each kind of key.");
            }
            return lines;
        } catch (IOException e) {
            throw new KeysetRefused("The keyset cannot be read: " + path + " (" + e.getMessage() + ")");
        }
    }

    /** @throws KeysetRefused if the file holds no keyset */
    Vault open() {
        var lines = lines();
        var sealing = handle(lines.get(0));
        try {
            return new Vault(sealing.getPrimitive(RegistryConfiguration.get(), Aead.class),
                handle(lines.get(1)).getPrimitive(RegistryConfiguration.get(), PrfSet.class), mark(sealing));
        } catch (GeneralSecurityException e) {
            throw noKeyset(e);
        }
    }

    /** With what Tink begins all that a key seals: a one, then the key's number. */
    private static byte[] mark(KeysetHandle keys) {
        return ByteBuffer.allocate(5).put((byte) 1).putInt(keys.getPrimary().getId()).array();
    }

    private static String json(KeysetHandle handle) {
        try {
            return TinkJsonProtoKeysetFormat.serializeKeyset(handle, InsecureSecretKeyAccess.get()).replaceAll("\\s*\\R\\s*", "");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Keys could not be written", e);
        }
    }

    private KeysetHandle handle(String json) {
        try {
            return TinkJsonProtoKeysetFormat.parseKeyset(json, InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException e) {
            throw noKeyset(e);
        }
    }

    private KeysetRefused noKeyset(GeneralSecurityException why) {
        return new KeysetRefused("The file " + path + " is no keyset: " + why.getMessage());
    }
}
