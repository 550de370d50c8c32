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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.List;

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

    /** Makes new keys, readable by their owner alone; the file appears whole or not at all. */
    void make() {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            var lines = List.of(
                json(KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM)),
                json(KeysetHandle.generateNew(PredefinedPrfParameters.HMAC_SHA256_PRF)));
            var partial = path.resolveSibling(path.getFileName() + ".new");
            Files.deleteIfExists(partial);
            Files.createFile(partial, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(partial, lines);
            Files.move(partial, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The keyset could not be written: " + path, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Keys could not be made", e);
        }
    }

    /** @throws KeysetRefused if the file holds no keyset */
    Vault open() {
        try {
            var lines = Files.readAllLines(path);
            if (lines.size() < 2) {
                throw new KeysetRefused("The file " + path + " is no keyset: it has two lines, one for each kind of key.");
            }
            return new Vault(handle(lines.get(0)).getPrimitive(RegistryConfiguration.get(), Aead.class),
                handle(lines.get(1)).getPrimitive(RegistryConfiguration.get(), PrfSet.class));
        } catch (IOException e) {
            throw new KeysetRefused("The keyset cannot be read: " + path + " (" + e.getMessage() + ")");
        } catch (GeneralSecurityException e) {
            throw new KeysetRefused("The file " + path + " is no keyset: " + e.getMessage());
        }
    }

    private static String json(KeysetHandle handle) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.serializeKeyset(handle, InsecureSecretKeyAccess.get()).replaceAll("\\s*\\R\\s*", "");
    }

    private static KeysetHandle handle(String json) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.parseKeyset(json, InsecureSecretKeyAccess.get());
    }
}
