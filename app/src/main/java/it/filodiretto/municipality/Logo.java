// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.municipality;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * The mark of an office, a small picture from a file beside the profile.
 *
 * @param type {@code image/png} or {@code image/svg+xml}
 * @param base64 its bytes
 */
public record Logo(String type, String base64) {

    public static final int MOST_BYTES = 100_000;
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};

    /** Empty if it is neither, too large, or a drawing that could do something. */
    public static Optional<Logo> read(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            return Optional.empty();
        }
        if (bytes.length > PNG.length && Arrays.equals(bytes, 0, PNG.length, PNG, 0, PNG.length)) {
            return Optional.of(new Logo("image/png", Base64.getEncoder().encodeToString(bytes)));
        }
        var text = new String(bytes, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
        var drawing = text.strip().startsWith("<") && text.contains("<svg") && !text.matches("(?s).*(<script|<foreignobject|javascript:|<!entity|\\son[a-z]+\\s*=).*");
        return drawing ? Optional.of(new Logo("image/svg+xml", Base64.getEncoder().encodeToString(bytes))) : Optional.empty();
    }

    public byte[] bytes() {
        return Base64.getDecoder().decode(base64);
    }
}
