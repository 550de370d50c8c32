// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.intake;

import it.filodiretto.citizen.WhatsAppIdentity;
import it.filodiretto.messaging.InboundContent;
import it.filodiretto.messaging.Provenance;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One element of {@code messages[]}, understood.
 *
 * @param quoted Meta's id of the message it answers
 * @param provenance where it comes from, if it was not simply written
 */
public record ReadMessage(String externalId, WhatsAppIdentity author, InboundContent content, Instant writtenAt, @Nullable String quoted,
        @Nullable Provenance provenance) {}
