// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.channel;

import it.filodiretto.citizen.WhatsAppIdentity;
import it.filodiretto.messaging.Consequence;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a channel answered to one attempt. The engine needs no other knowledge of the channel. {@code code} is the
 * channel's own, {@code reason} a sentence in Italian for the operator.
 */
public sealed interface SendOutcome {

    /**
     * @param externalId the channel's own id, by which its status reports will name the message
     * @param learned an identity of the person that the answer told and we may not have known
     */
    record Accepted(String externalId, @Nullable WhatsAppIdentity learned) implements SendOutcome {}

    /** Not this time: throttled, unavailable. Certainly not accepted. @param wholeLane nobody else's turn before either */
    record TryLater(String code, String reason, Duration after, boolean wholeLane) implements SendOutcome {}

    /** Never this person: wrong number, not on WhatsApp. */
    record Refused(String code, String reason, Consequence consequence) implements SendOutcome {

        public Refused(String code, String reason) {
            this(code, reason, Consequence.NONE);
        }
    }

    /** Never this template, until somebody mends it: what uses it stops and tells. */
    record TemplateRefused(String code, String reason) implements SendOutcome {}

    /**
     * Nothing from this account for now: token, payment, block. The lane holds, tells, and tries again with one message.
     *
     * @param lessAndLess each trial counts against the account: it is tried less and less often
     */
    record LaneStopped(String code, String reason, boolean lessAndLess) implements SendOutcome {

        public LaneStopped(String code, String reason) {
            this(code, reason, false);
        }
    }

    /** Free text, but the person's 24 hours are over: the engine sends the template, if there is one. */
    record WindowClosed(String code, String reason) implements SendOutcome {}

    /** Bytes left and no readable answer came: it may have been accepted. */
    record Uncertain(String reason) implements SendOutcome {}
}
