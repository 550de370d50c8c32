// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.prf.PrfSet;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Keeps personal data unreadable at rest. Sealed text is authenticated encryption (AES-256-GCM, keys may rotate);
 * a look-up value is a keyed hash (HMAC-SHA-256), by which a known value can be found but not read.
 *
 * <p>The keyset lies in a file beside the database by default: that protects a copy of the database alone, not a copy
 * of the whole disk (docs/operations/keys.md).
 */
public class Vault {

    private static final int LOOKUP_BYTES = 32;

    private final Aead aead;
    private final PrfSet lookup;
    private final byte[] mark;
    private final ExecutorService lasting = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), Thread.ofPlatform().daemon().name("vault-", 1).factory());

    /** @param mark with what begins all that the present key seals */
    Vault(Aead aead, PrfSet lookup, byte[] mark) {
        this.aead = aead;
        this.lookup = lookup;
        this.mark = mark;
    }

    /** @param context what the value belongs to, such as {@code citizen.phone}; the same must be given to open it */
    public byte[] seal(byte[] plain, String context) {
        return onLastingThread(() -> sealHere(plain, context));
    }

    /** Many at once, in their order: the way to a thread that lasts is gone once. */
    public byte[][] sealTexts(List<String> plain, String context) {
        return onLastingThread(() -> plain.stream().map(it -> sealHere(it.getBytes(StandardCharsets.UTF_8), context)).toArray(byte[][]::new));
    }

    /** Tink makes each thread a source of randomness of its own, which is dearer than a hundred sealings: a virtual thread borrows one. */
    private <T> T onLastingThread(Supplier<T> work) {
        return Thread.currentThread().isVirtual() ? CompletableFuture.supplyAsync(work, lasting).join() : work.get();
    }

    private byte[] sealHere(byte[] plain, String context) {
        try {
            return aead.encrypt(plain, context.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Sealing failed: " + context, e);
        }
    }

    /** @throws IllegalStateException if it was sealed by another keyset, in another context, or changed since */
    public byte[] open(byte[] sealed, String context) {
        try {
            return aead.decrypt(sealed, context.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("What was sealed as " + context + " does not open with this keyset", e);
        }
    }

    public byte[] sealText(String plain, String context) {
        return seal(plain.getBytes(StandardCharsets.UTF_8), context);
    }

    public String openText(byte[] sealed, String context) {
        return new String(open(sealed, context), StandardCharsets.UTF_8);
    }

    /** What is sealed now begins with this; what an older key has sealed, otherwise. */
    byte[] mark() {
        return mark.clone();
    }

    /** 32 bytes that are the same for the same domain and value, and say nothing to who has no key. */
    public byte[] lookup(String domain, String value) {
        try {
            return lookup.computePrimary((domain + '\u0000' + value).getBytes(StandardCharsets.UTF_8), LOOKUP_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Look-up failed: " + domain, e);
        }
    }
}
