// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import it.filodiretto.messaging.MessageId;
import java.time.Instant;

/** What came of a reply; the page shows one sentence for each. */
public sealed interface ReplyOutcome {

    record Queued(MessageId message) implements ReplyOutcome {}

    /** The 24 hours are over: only a template may go now. */
    record WindowClosed(Instant since) implements ReplyOutcome {}

    /** On this channel people answer, and nobody is named. */
    record NobodyNamed() implements ReplyOutcome {}

    record NoSuchConversation() implements ReplyOutcome {}
}
