// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outbox;

import it.filodiretto.messaging.MessageId;
import java.util.Collection;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Tells of answers that will not arrive: whoever waits for one waits still. In the caller's transaction. */
@Component
public class FailedReplies {

    private final OutgoingTable messages;
    private final ApplicationEventPublisher events;

    FailedReplies(OutgoingTable messages, ApplicationEventPublisher events) {
        this.messages = messages;
        this.events = events;
    }

    /** @param candidates messages that may have failed: notices, automatic messages and what goes again are passed over */
    public void tell(Collection<MessageId> candidates) {
        if (!candidates.isEmpty()) {
            messages.failedReplies(candidates).forEach(events::publishEvent);
        }
    }
}
