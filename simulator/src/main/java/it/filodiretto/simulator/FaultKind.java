// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

/** What may go wrong on purpose. "Before" means that the message is not accepted, "after" that it is. */
public enum FaultKind {
    /** HTTP 500 or the rule's own, not accepted. */
    SERVER_ERROR,
    /** HTTP 500, and yet accepted. */
    SERVER_ERROR_AFTER,
    /** Refused with the code of the rule, 130429 if it names none. */
    REFUSED,
    /** No answer for the rule's delay, then the connection closes; not accepted. */
    NO_ANSWER,
    /** As {@link #NO_ANSWER}, but accepted. */
    NO_ANSWER_AFTER,
    /** The connection is cut before acceptance. */
    CUT_BEFORE,
    /** The connection is cut after acceptance, without an answer. */
    CUT_AFTER,
    /** Accepted, and answered 200 with half a JSON body. */
    MALFORMED_ANSWER,
    /** Accepted, and answered 200 without a message id. */
    ANSWER_WITHOUT_ID,
    /** The answer waits for the rule's delay; acceptance follows the wait. */
    SLOW,
    /** Accepted at once, answered after the rule's delay: the statuses come first. */
    SLOW_AFTER,
    /** Every Graph call answers 190. */
    TOKEN_INVALID,
    /** No Graph call is answered, no webhook leaves; webhooks follow when it is over. */
    NETWORK_DOWN,
    /** Each template send answers 132015. */
    TEMPLATE_SUSPENDED,
    /** Each template send to a person outside the window answers 131048, as when the day's limit is used up. */
    PORTFOLIO_LIMIT,
    /** Accepted, then failed by status with the code of the rule, 131026 if it names none. */
    FAILED_LATER,
    /** A webhook is posted twice. */
    DUPLICATE_WEBHOOK,
    /** A webhook carries a wrong signature; it is tried again until the rule lets a right one through. */
    WRONG_SIGNATURE,
    /** An upload is refused, 131053 or the code of the rule. */
    MEDIA_UPLOAD,
    /** A medium cannot be fetched: 404, as when its address is too old. */
    MEDIA_GONE,
    /** A medium is fetched with a byte less than its hash was made of. */
    MEDIA_DAMAGED,
    /** A look-up gives an address on a host that is nobody's. */
    MEDIA_ELSEWHERE
}
