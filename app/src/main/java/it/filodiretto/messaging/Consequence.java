// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.messaging;

/** What follows from a failure beyond the one message. The channel decides it by the provider's code. */
public enum Consequence {
    NONE,
    /** The person has had enough promotional messages from everybody: no more of ours for 24 hours, or until they write. */
    MARKETING_RESTS,
    /** The person wants no promotional messages from us. */
    NO_MARKETING,
    /** The person cannot be reached: once more some days later, then not until they write. Civil protection tries each time. */
    UNREACHABLE,
    /** The 24 hours were over: the template goes instead, if there is one. */
    WINDOW_CLOSED,
    /** Nothing in this template until somebody mends it. */
    TEMPLATE_STOPS,
    /** Nothing from this account until somebody acts. */
    ACCOUNT_STOPS
}
