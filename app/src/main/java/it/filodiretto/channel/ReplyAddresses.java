// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.channel;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.messaging.ChannelKind;
import java.util.List;

/** A channel on which several addresses may have written in one talk: to which of them answers go, and how to change that. */
public interface ReplyAddresses {

    ChannelKind channel();

    /** The one to which answers go first. */
    List<ReplyAddress> of(CitizenId citizen);

    /** From now on answers to this person go there. @param key of one of hers. @return false if it is none of hers */
    boolean choose(CitizenId citizen, String key);

    /**
     * @param key stands for it, and says nothing of it
     * @param shown masked
     * @param guest it is not of the person whom the talk is with: somebody answered there what we had written to her
     */
    record ReplyAddress(String key, String shown, boolean guest) {}
}
