// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.register;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * How entries hang together. A content is written as JSON with sorted keys and without blanks, of texts, whole numbers, truth
 * values, lists and objects only; an entry's hash is SHA-256 over its number, the hash before and the content's SHA-256,
 * a line each. Anybody can compute it again, in any language.
 */
final class RegisterChain {

    static final String BEGINNING = "0".repeat(64);

    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES).build();

    private RegisterChain() {}

    static String canonical(Map<String, ?> content) {
        return JSON.writeValueAsString(content);
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> read(String json) {
        return JSON.readValue(json, Map.class);
    }

    static String contentHash(Map<String, ?> content) {
        return sha256(canonical(content));
    }

    static String link(long number, String previous, String contentHash) {
        return sha256(number + "\n" + previous + "\n" + contentHash);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
