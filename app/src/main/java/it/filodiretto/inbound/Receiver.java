// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.inbound;

import it.filodiretto.messaging.ChannelKind;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody to whom what a citizen writes is offered, in the order of Spring's {@code @Order}: subscription (100: keywords, 105:
 * preferences, 110: registration), webchat (200: who goes on from there), conversation (300). The first that takes it ends the question.
 */
public interface Receiver {

    /** Runs in the transaction that stores the message. @return whether it was taken */
    boolean receive(InboundMessage message);

    /**
     * The person has changed a message of hers, or taken it back. It is not offered anew: who keeps words of it keeps these.
     *
     * @param message by {@link InboundMessage#id}
     * @param words what it says now; {@code null}: nothing any more
     */
    default void corrected(UUID message, @Nullable String words) {}

    /** Whether it takes whatever comes by this channel and nobody before it has taken: such a message is written down as its own, and mostly need not be written again. */
    default boolean takesTheRest(ChannelKind channel) {
        return false;
    }
}
