// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.channel;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.MessageId;
import it.filodiretto.messaging.Origin;
import it.filodiretto.municipality.Office;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Channel} implements beside if its reader looks into this very database: what may leave now is delivered in the
 * transaction that writes it, and waits in no queue. What is to leave later, and what cannot be handed over, goes by the queue.
 */
public interface HandDelivery {

    ChannelKind kind();

    /**
     * In the caller's transaction: the message is delivered with all else that it writes, or not at all.
     *
     * @return the channel's id of the message; empty: it has no place where this person would read it
     */
    Optional<String> deliver(Message message);

    /** @param office in whose name it was written; null: the town's first */
    record Message(MessageId id, CitizenId to, MessageContent content, Origin origin, @Nullable Office office) {}
}
