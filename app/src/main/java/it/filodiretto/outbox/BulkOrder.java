// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outbox;

import it.filodiretto.messaging.BulkId;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.Origin;
import it.filodiretto.messaging.Priority;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What to send to many.
 *
 * @param freeText for those whose 24 hours are open, with a picture above if there is one; {@code null}: the template for everybody
 * @param template for the others
 * @param recipients how many were counted at the approval; corrected when the last page is added
 */
public record BulkOrder(BulkId id, ChannelKind channel, @Nullable MessageContent freeText, MessageContent.Template template,
        Priority priority, Origin origin, long recipients, Instant startedAt) {}
