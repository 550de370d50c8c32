// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.messaging;

import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes what a citizen wrote: stores it once, opens the 24 hours, and offers it to the receivers in their order. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class Inbound {

    private final InboundTable messages;
    private final WindowTable windows;
    private final List<Receiver> receivers;

    Inbound(InboundTable messages, WindowTable windows, List<Receiver> receivers) {
        this.messages = messages;
        this.windows = windows;
        this.receivers = receivers;
    }

    /** In the caller's transaction. @return false if it was here before: a repeat has no effect */
    public boolean receive(InboundMessage message) {
        if (!messages.insert(message)) {
            return false;
        }
        windows.wrote(message.lane().id(), message.citizen(), message.writtenAt());
        for (var receiver : receivers) {
            if (receiver.receive(message)) {
                messages.takenBy(message.id(), receiver.getClass().getSimpleName());
                break;
            }
        }
        return true;
    }

    /** The newest messages of the current municipality, whoever took them. */
    public List<InboundMessage> newest(int limit) {
        return messages.newest(limit);
    }
}
