// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.inbound;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.messaging.ChannelKind;
import java.util.UUID;

/**
 * Somebody to whom what a citizen writes is offered, in the order of Spring's {@code @Order}: subscription (100: keywords, 105:
 * preferences, 110: registration), webchat (200: who goes on from there), conversation (300). The first that takes it ends the question.
 */
public interface Receiver {

    /** Runs in the transaction that stores the message. @return whether it was taken */
    boolean receive(InboundMessage message);

    /**
     * A person has changed a message of hers, or taken it back. It is not offered anew: who keeps words of it looks what it says now.
     *
     * @param message by {@link InboundMessage#id}
     * @param externalId the channel's id of it
     */
    default void corrected(UUID message, CitizenId citizen, String externalId) {}

    /** Whether it takes whatever comes by this channel and nobody before it has taken: such a message is written down as its own, and mostly need not be written again. */
    default boolean takesTheRest(ChannelKind channel) {
        return false;
    }
}
