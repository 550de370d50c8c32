// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import it.filodiretto.citizen.WhatsAppIdentity;
import it.filodiretto.messaging.InboundContent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One element of {@code messages[]}, understood. @param quoted Meta's id of the message it answers */
record ReadMessage(String externalId, WhatsAppIdentity author, InboundContent content, Instant writtenAt, @Nullable String quoted) {}
