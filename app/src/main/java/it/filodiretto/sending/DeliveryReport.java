// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.sending;

import it.filodiretto.messaging.Consequence;
import it.filodiretto.messaging.MessageId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the provider says became of a message. Reports come early, late, twice and reversed.
 *
 * @param externalId the provider's id of the message
 * @param id ours, if it came along
 * @param at by the provider's clock
 * @param code and {@code reason}: only of {@link Status#FAILED}; the reason in Italian
 */
public record DeliveryReport(String externalId, @Nullable MessageId id, Status status, Instant at,
        @Nullable String code, @Nullable String reason, Consequence consequence) {

    /** One from which nothing follows. */
    public DeliveryReport(String externalId, @Nullable MessageId id, Status status, Instant at, @Nullable String code, @Nullable String reason) {
        this(externalId, id, status, at, code, reason, Consequence.NONE);
    }

    /** Only ever forward; a failure counts only before delivery. */
    public enum Status { SENT, DELIVERED, READ, FAILED }
}
