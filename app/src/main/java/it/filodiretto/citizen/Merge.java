// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.citizen;

import java.time.Instant;
import java.util.UUID;

/** Two persons became one. @param from leads on to {@code into} */
public record Merge(UUID id, CitizenId from, CitizenId into, Cause cause, Instant mergedAt) {

    public enum Cause {
        /** A number and a user id came together. */
        SEEN_TOGETHER,
        /** WhatsApp told that the person has another number. */
        NUMBER_CHANGED,
        /** The person carried a talk on by another channel, with its code. */
        CARRIED_ON,
        /** An operator said so. */
        OPERATOR
    }
}
