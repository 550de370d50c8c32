// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import it.filodiretto.messaging.SendOutcome;
import java.time.Duration;

/**
 * What an error of Meta's means for us.
 *
 * @param code Meta's
 * @param after only of the two that come again
 * @param words in Italian: what it is, and what to do
 */
record Verdict(String code, Kind kind, Duration after, String words) {

    enum Kind {
        /** The same message later; others may go. */
        LATER,
        /** Nothing from this number for a moment. */
        ALL_LATER,
        /** Never this person. */
        PERSON,
        /** Never this template, until somebody mends it. */
        TEMPLATE,
        /** Nothing from this number until somebody acts. */
        NUMBER,
        /** The person's 24 hours are over. */
        WINDOW
    }

    SendOutcome outcome() {
        return switch (kind) {
            case LATER -> new SendOutcome.TryLater(code, words, after, false);
            case ALL_LATER -> new SendOutcome.TryLater(code, words, after, true);
            case PERSON -> new SendOutcome.Refused(code, words);
            case TEMPLATE -> new SendOutcome.TemplateRefused(code, words);
            case NUMBER -> new SendOutcome.LaneStopped(code, words);
            case WINDOW -> new SendOutcome.WindowClosed(code, words);
        };
    }
}
