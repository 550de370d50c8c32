// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.messaging.ChannelKind;

/** A channel that hears when people write, before they send. What they write stays theirs till then. */
public interface Typing {

    boolean isWriting(CitizenId citizen);

    /** Whether she has gone from this channel: what is answered there she reads if she comes back to its page. */
    boolean hasLeft(CitizenId citizen, ChannelKind channel);
}
