// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webhook;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One body that Meta posted, sealed.
 *
 * @param urgent it carries a citizen's word
 * @param speaksFor ids that its signature may speak for, parted by blanks; {@code null}: all
 */
public record WebhookCall(UUID id, Instant receivedAt, boolean urgent, @Nullable String speaksFor, byte[] sealed) {

    /** What it was sealed as. */
    public static final String CONTEXT = "webhook_call.sealed";
}
