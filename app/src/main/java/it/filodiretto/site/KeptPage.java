// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.site;

import it.filodiretto.shared.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A page as it was drawn.
 *
 * @param drawnAt by {@link System#nanoTime}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record KeptPage(byte[] body, byte[] compressed, String type, String tag, long drawnAt) {

    static KeptPage of(byte[] body, String type, long drawnAt) throws IOException {
        return new KeptPage(body, compressed(body), type, "W/\"" + hash(body) + "\"", drawnAt);
    }

    /** @param known tags that a browser names, parted by commas */
    boolean isAmong(@Nullable String known) {
        return known != null && Arrays.stream(known.split(",")).map(String::strip).anyMatch(it -> it.equals(tag) || it.equals("*"));
    }

    private static byte[] compressed(byte[] body) throws IOException {
        var out = new ByteArrayOutputStream(body.length / 3 + 64);
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(body);
        }
        return out.toByteArray();
    }

    private static String hash(byte[] body) {
        return HexFormat.of().formatHex(Sha256.of(body), 0, 12);
    }
}
