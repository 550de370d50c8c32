// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.municipality;

/** What may leave a channel without a person's hand; the profile names those it allows. */
public enum AutomaticKind {
    /** To who has just subscribed: welcome, with the policy. */
    WELCOME,
    /** To who has just left. */
    FAREWELL,
    /** «Did you mean …?», when a keyword is nearly right. */
    QUESTION,
    /** A notice sent by a program through the API; one sent by an operator is that operator's. */
    NOTICE,
    /** To who is not registered where registration is required. */
    INVITATION,
    /** On a one-way number: names the channels where people answer. */
    COURTESY,
    /** Outside opening hours: when it opens again. */
    CLOSED,
    /** To who has tried to call: nobody answers by voice, the chat is open. */
    CALL,
    /** To who has sent something that the number does not accept: what it does accept. */
    REFUSAL,
    /** To a number that somebody is registering on the site: the code that proves it. */
    CODE
}
