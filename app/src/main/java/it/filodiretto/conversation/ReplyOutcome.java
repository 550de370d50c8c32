// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import it.filodiretto.messaging.MessageId;
import it.filodiretto.operator.OperatorId;
import java.time.Instant;

/** What came of a reply; the page shows one sentence for each. */
public sealed interface ReplyOutcome {

    record Queued(MessageId message) implements ReplyOutcome {}

    /** The 24 hours are over: only a template may go now. */
    record WindowClosed(Instant since) implements ReplyOutcome {}

    /** On this channel people answer, and nobody is named. */
    record NobodyNamed() implements ReplyOutcome {}

    record NoSuchConversation() implements ReplyOutcome {}

    /** The town has given up the mailbox, the chat or the number by which the person wrote. */
    record NoAccount() implements ReplyOutcome {}

    /** What was to be answered in particular is not there, or on a channel that does not know that. */
    record NoSuchMessage() implements ReplyOutcome {}

    /** A colleague is writing an answer. */
    record Locked(OperatorId by) implements ReplyOutcome {}

    /** Somebody has answered, closed or assigned it since the page was drawn. */
    record Stale() implements ReplyOutcome {}

    /** On a channel of people only the same text does not go to many. @param people who got it in the last 24 hours */
    record SameText(int people) implements ReplyOutcome {}
}
