// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.inbound;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.messaging.InboundContent;
import it.filodiretto.messaging.Lane;
import it.filodiretto.messaging.Provenance;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One message that a citizen wrote.
 *
 * @param id ours
 * @param externalId the channel's own, by which repeats are known
 * @param writtenAt by the provider's clock; what decides compares this, not the time of arrival
 * @param quoted the channel's id of the message it answers, if it quotes one
 * @param provenance where it comes from, if the channel says so
 */
public record InboundMessage(UUID id, Lane lane, CitizenId citizen, String externalId, InboundContent content,
        Instant writtenAt, Instant receivedAt, @Nullable String quoted, @Nullable Provenance provenance) {

    /** Written for us, as far as is known. */
    public InboundMessage(UUID id, Lane lane, CitizenId citizen, String externalId, InboundContent content, Instant writtenAt, Instant receivedAt, @Nullable String quoted) {
        this(id, lane, citizen, externalId, content, writtenAt, receivedAt, quoted, null);
    }
}
