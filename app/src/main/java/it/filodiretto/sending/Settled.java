// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.sending;

import it.filodiretto.messaging.Consequence;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of a claimed message, as the database shall know it. */
record Settled(Claimed message, Verdict verdict, @Nullable String externalId, @Nullable String code, @Nullable String reason, Duration after,
        Consequence consequence) {

    enum Verdict {
        ACCEPTED, FAILED,
        /** Back into the queue, to be sent after some time. */
        RETRY,
        /** Back into the queue, and only its template may go. */
        TEMPLATE_ONLY,
        /** Back into the queue, and the attempt does not count: it was none, or the whole lane waits. */
        GIVEN_BACK,
        UNCERTAIN
    }

    static Settled accepted(Claimed message, String externalId) {
        return new Settled(message, Verdict.ACCEPTED, externalId, null, null, Duration.ZERO, Consequence.NONE);
    }

    static Settled failed(Claimed message, String code, String reason) {
        return failed(message, code, reason, Consequence.NONE);
    }

    static Settled failed(Claimed message, String code, String reason, Consequence consequence) {
        return new Settled(message, Verdict.FAILED, null, code, reason, Duration.ZERO, consequence);
    }

    static Settled back(Claimed message, Verdict verdict, Duration after) {
        return new Settled(message, verdict, null, null, null, after, Consequence.NONE);
    }

    /** Back into the queue, and the reader sees why it waits. */
    static Settled back(Claimed message, Verdict verdict, Duration after, String code, String reason) {
        return new Settled(message, verdict, null, code, reason, after, Consequence.NONE);
    }
}
