// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscription;

import it.filodiretto.inbound.InboundMessage;
import it.filodiretto.messaging.ChannelKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person wrote by which she joins or leaves: the evidence.
 *
 * @param externalId the provider's id of the text
 * @param confirmation the answer to «did you mean», if one was needed, and its id at the provider
 * @param writtenAt of what decides: the confirmation, if there is one
 */
public record Expression(ChannelKind channel, String text, String externalId, @Nullable String confirmation, @Nullable String confirmationId,
        Instant writtenAt, Instant receivedAt) {

    public static Expression of(InboundMessage message, String text) {
        return new Expression(message.lane().channel(), text, message.externalId(), null, null, message.writtenAt(), message.receivedAt());
    }

    public static Expression confirmed(Question question, InboundMessage by) {
        return new Expression(by.lane().channel(), question.text(), question.externalId(), by.content().words(), by.externalId(),
            by.writtenAt(), by.receivedAt());
    }
}
