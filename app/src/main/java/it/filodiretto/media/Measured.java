// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.media;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Counts and hashes what is read through it, and ends with {@link TooLarge} after so many bytes. */
final class Measured extends InputStream {

    static final class TooLarge extends IOException {

        TooLarge(long limit) {
            super("More than " + limit + " bytes");
        }
    }

    private final InputStream in;
    private final long limit;
    private final MessageDigest digest;
    private long count;
    private byte @Nullable [] hash;

    Measured(InputStream in, long limit) {
        this.in = in;
        this.limit = limit;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        var some = in.read(bytes, from, length);
        if (some > 0) {
            count += some;
            digest.update(bytes, from, some);
            if (count > limit) {
                throw new TooLarge(limit);
            }
        }
        return some;
    }

    long count() {
        return count;
    }

    /** In hexadecimal; after all is read. */
    String sha256() {
        if (hash == null) {
            hash = digest.digest();
        }
        return HexFormat.of().formatHex(hash);
    }

    /** @param expected in hexadecimal or base64: Meta has been seen to send both; {@code null}: any */
    boolean is(@Nullable String expected) {
        var hex = sha256();
        return expected == null || expected.isBlank() || expected.strip().equalsIgnoreCase(hex)
            || expected.strip().replaceAll("=+$", "").equals(Base64.getEncoder().withoutPadding().encodeToString(HexFormat.of().parseHex(hex)));
    }
}
