// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscription;

import java.time.Instant;

import it.filodiretto.operator.OperatorId;
import org.jspecify.annotations.Nullable;

/**
 * One piece of evidence.
 *
 * @param byTheTown on the ground of a document of the town's; else by what the citizen wrote, «comportamento concludente»
 * @param effective false: something written later had decided already
 * @param policySha256 of the notice that was in force
 */
public record Consent(Choice choice, boolean byTheTown, boolean effective, @Nullable String channel, String text, @Nullable String externalId,
        @Nullable String confirmation, @Nullable String confirmationId, @Nullable Instant writtenAt, Instant receivedAt,
        int policyNumber, String policySha256, @Nullable OperatorId operator) {}
