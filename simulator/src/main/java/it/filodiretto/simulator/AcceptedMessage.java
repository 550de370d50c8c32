// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One send that the simulator accepted: what the outbox of the other side is compared with.
 *
 * @param sequence counts from 1 in the order of acceptance
 * @param to the telephone as it was sent, without a plus sign; null where only a user id was named
 * @param recipient the business-scoped user id as it was sent, if no telephone was
 * @param opaque {@code biz_opaque_callback_data}
 * @param body the request, byte for byte; null when it is no longer kept, see {@link SimulatorSettings#bodiesKept}
 * @param at real time of the acceptance, whatever the simulator's clock says
 */
public record AcceptedMessage(
        long sequence, String id, String phoneNumberId, @Nullable String to, @Nullable String recipient,
        @Nullable String opaque, @Nullable String body, Instant at) {}
