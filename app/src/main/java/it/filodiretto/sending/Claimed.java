// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.sending;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.messaging.BulkId;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.MessageId;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * One message whose attempt is on disk and that may leave now.
 *
 * @param attempt how many there have been, this one included
 * @param at when it was claimed, by the database's clock: with the message it names the attempt
 * @param content what goes; @param otherwise the template, if {@code content} is free text and WhatsApp wants one after all
 * @param claimedAt {@link System#nanoTime}: a claim that has waited too long is given back, for the person may have left
 */
record Claimed(MessageId id, CitizenId citizen, @Nullable BulkId bulk, int attempt, OffsetDateTime at, MessageContent content,
        @Nullable MessageContent otherwise, long claimedAt) {}
