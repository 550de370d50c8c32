// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.messaging.BulkId;
import it.filodiretto.operator.OperatorId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The talk between a person and one office.
 *
 * @param office code of the profile
 * @param waitingSince of the first message without an answer; {@code null}: nobody waits
 * @param operator who answered last
 * @param bulk the notice to many that was answered
 */
record Conversation(ConversationId id, CitizenId citizen, String office, State state, Instant lastInboundAt, @Nullable Instant waitingSince,
        @Nullable OperatorId operator, @Nullable BulkId bulk) {

    enum State { OPEN, CLOSED }
}
