// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.inbound;

import it.filodiretto.media.FileSettled;
import it.filodiretto.media.StoredFile.State;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells a person that the file she sent was not kept, in the transaction that says so. A file has the id of the message that brought it. */
@Component
class FileRefusals {

    private final InboundTable messages;
    private final Inbound inbound;

    FileRefusals(InboundTable messages, Inbound inbound) {
        this.messages = messages;
        this.inbound = inbound;
    }

    @EventListener
    void settled(FileSettled file) {
        if (file.state() == State.REFUSED) {
            messages.find(file.id().value()).ifPresent(inbound::refuseFile);
        }
    }
}
