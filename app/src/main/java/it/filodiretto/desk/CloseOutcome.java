// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.desk;

/** What came of closing a talk. */
enum CloseOutcome {
    CLOSED,
    /** Nobody has answered: where only people answer, that needs a reason in words. */
    NEEDS_REASON,
    /** The person has written something that who closes has not seen. */
    WROTE_MEANWHILE,
    /** Somebody is still to be called. */
    TO_CALL,
    NO_SUCH_CONVERSATION
}
