// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.media;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that somebody hands over; read once, never held whole.
 *
 * @param limit bytes at most
 * @param sha256 what their hash must be, in hexadecimal or base64; {@code null}: any
 */
public record Handed(InputStream bytes, long limit, @Nullable String sha256) {

    /** What the largest of the accepted files may have: what Meta takes. */
    public static final long LARGEST = 100L << 20;

    public Handed {
        if (limit <= 0 || limit > LARGEST) {
            throw new IllegalArgumentException("A file has 1 to " + LARGEST + " bytes, not " + limit);
        }
    }
}
