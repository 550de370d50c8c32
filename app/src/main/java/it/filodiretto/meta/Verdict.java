// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.meta;

import it.filodiretto.channel.SendOutcome;
import it.filodiretto.messaging.Consequence;
import java.time.Duration;

/**
 * What an error of Meta's means for us.
 *
 * @param code Meta's
 * @param after of the two that come again; of a number, not zero: it is tried less and less often, for each trial counts against it
 * @param sentence in Italian: what it is
 * @param nextStep in Italian: what to do; empty: nothing
 */
public record Verdict(String code, Kind kind, Duration after, String sentence, String nextStep) {

    public enum Kind {
        /** The same message later; others may go. */
        LATER,
        /** Nothing from this number for a moment. */
        ALL_LATER,
        /** Never this message to this person; nothing else follows. */
        PERSON,
        /** The person is not reached: once more, days later. */
        UNREACHABLE,
        /** No promotional message to this person for 24 hours. */
        MARKETING_RESTS,
        /** No promotional message to this person any more. */
        NO_MARKETING,
        /** Never this template, until somebody mends it. */
        TEMPLATE,
        /** Nothing from this number until somebody acts. */
        NUMBER,
        /** The person's 24 hours are over. */
        WINDOW,
        /** Of calls, forms, groups, registration: no message of ours can have it. */
        ELSEWHERE
    }

    /** What it is and what to do. */
    public String words() {
        return nextStep.isEmpty() ? sentence : sentence + " " + nextStep;
    }

    /** Told in answer to a send. */
    public SendOutcome outcome() {
        return switch (kind) {
            case LATER -> new SendOutcome.TryLater(code, sentence, after, false);
            case ALL_LATER -> new SendOutcome.TryLater(code, sentence, after, true);
            case PERSON, ELSEWHERE, UNREACHABLE, MARKETING_RESTS, NO_MARKETING -> new SendOutcome.Refused(code, words(), consequence());
            case TEMPLATE -> new SendOutcome.TemplateRefused(code, words());
            case NUMBER -> new SendOutcome.LaneStopped(code, words(), after.isPositive());
            case WINDOW -> new SendOutcome.WindowClosed(code, words());
        };
    }

    /** What follows beyond the one message. */
    public Consequence consequence() {
        return switch (kind) {
            case LATER, ALL_LATER, PERSON, ELSEWHERE -> Consequence.NONE;
            case UNREACHABLE -> Consequence.UNREACHABLE;
            case MARKETING_RESTS -> Consequence.MARKETING_RESTS;
            case NO_MARKETING -> Consequence.NO_MARKETING;
            case TEMPLATE -> Consequence.TEMPLATE_STOPS;
            case NUMBER -> Consequence.ACCOUNT_STOPS;
            case WINDOW -> Consequence.WINDOW_CLOSED;
        };
    }
}
