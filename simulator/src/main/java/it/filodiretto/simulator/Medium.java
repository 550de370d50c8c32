// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A stored file.
 *
 * @param inbound a person sent it; false = the town hall uploaded it
 * @param storedAt by the simulator's clock
 */
record Medium(String id, String mimeType, byte[] bytes, boolean inbound, Instant storedAt) {

    boolean dead(Instant now, MediaRules rules) {
        return !now.isBefore(storedAt.plus(life(rules)));
    }

    private Duration life(MediaRules rules) {
        return inbound ? rules.inboundLife() : rules.uploadedLife();
    }

    /** As webhooks spell it. */
    String sha256Base64() {
        return Base64.getEncoder().encodeToString(digest());
    }

    String sha256Hex() {
        return HexFormat.of().formatHex(digest());
    }

    private byte[] digest() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}
