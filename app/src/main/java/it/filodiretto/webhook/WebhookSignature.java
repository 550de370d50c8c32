// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webhook;

import it.filodiretto.meta.WhatsAppSecrets;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Header {@code X-Hub-Signature-256: sha256=<64 hex digits>}: HMAC-SHA-256 of the body, byte by byte as it came, with the
 * app's secret. Meta escapes what is not ASCII; who parses and writes again gets other bytes, and another signature.
 */
final class WebhookSignature {

    private static final String PREFIX = "sha256=";
    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] digest;

    private WebhookSignature(byte[] digest) {
        this.digest = digest;
    }

    /** Empty if there is none, or it is of another form. */
    static Optional<WebhookSignature> read(@Nullable String header) {
        if (header == null || header.length() != PREFIX.length() + 64 || !header.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new WebhookSignature(HexFormat.of().parseHex(header, PREFIX.length(), header.length())));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** The secret that made it, compared in constant time; empty if none did. */
    Optional<WhatsAppSecrets.AppSecret> madeBy(List<WhatsAppSecrets.AppSecret> secrets, byte[] body, int length) {
        return secrets.stream().filter(it -> MessageDigest.isEqual(digest, sign(it.value(), body, length))).findFirst();
    }

    private static byte[] sign(String secret, byte[] body, int length) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update(body, 0, length);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no " + ALGORITHM, e);
        }
    }
}
