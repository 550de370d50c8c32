// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What goes wrong on the wire around one send: before it is accepted, or after. */
final class WireFault {

    /** The connection is to be cut. */
    static final GraphAnswer CUT = new GraphAnswer(0, new byte[0]);

    private final Faults faults;
    private final Limits limits;
    private final @Nullable String sender;

    /** @param sender phone-number-id of the send; null = the call is no send, nothing strikes */
    WireFault(Faults faults, Limits limits, @Nullable String sender) {
        this.faults = faults;
        this.limits = limits;
        this.sender = sender;
    }

    /** @return what is answered instead of accepting; null = go on */
    @Nullable GraphAnswer before() {
        if (sender == null || faults.none()) {
            return null;
        }
        var slow = strike(FaultKind.SLOW);
        if (slow != null) {
            pause(slow.delay());
        }
        var silent = strike(FaultKind.NO_ANSWER);
        if (silent != null) {
            pause(silent.delay());
            return CUT;
        }
        if (strike(FaultKind.CUT_BEFORE) != null) {
            return CUT;
        }
        var broken = strike(FaultKind.SERVER_ERROR);
        if (broken != null) {
            return GraphError.of(broken.code() == 0 ? 131000 : broken.code(), "The simulator was told to fail.").answer();
        }
        var refused = strike(FaultKind.REFUSED);
        return refused == null ? null
                : limits.refusal(refused.code() == 0 ? 130429 : refused.code(), "The simulator was told to refuse.").answer();
    }

    /** @return what is answered although the message was accepted */
    GraphAnswer after(GraphAnswer accepted) {
        if (sender == null || faults.none()) {
            return accepted;
        }
        var late = strike(FaultKind.SLOW_AFTER);
        if (late != null) {
            pause(late.delay());
        }
        var silent = strike(FaultKind.NO_ANSWER_AFTER);
        if (silent != null) {
            pause(silent.delay());
            return CUT;
        }
        if (strike(FaultKind.CUT_AFTER) != null) {
            return CUT;
        }
        if (strike(FaultKind.SERVER_ERROR_AFTER) != null) {
            return GraphError.of(131000, "The simulator was told to fail.").answer();
        }
        if (strike(FaultKind.MALFORMED_ANSWER) != null) {
            return text("{\"messaging_product\":\"whatsapp\",\"contacts\":[{\"inp");
        }
        return strike(FaultKind.ANSWER_WITHOUT_ID) == null ? accepted : text("{\"messaging_product\":\"whatsapp\"}");
    }

    private @Nullable Fault strike(FaultKind kind) {
        return faults.strike(kind, sender);
    }

    private static GraphAnswer text(String body) {
        return new GraphAnswer(200, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void pause(Duration howLong) {
        try {
            Thread.sleep(howLong);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
