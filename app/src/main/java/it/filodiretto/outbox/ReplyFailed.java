// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outbox;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.messaging.MessageId;
import java.time.Instant;

/** What a person or a program wrote to somebody alone will not arrive; told in the transaction that says so. */
public record ReplyFailed(CitizenId citizen, MessageId message, Instant writtenAt) {}
