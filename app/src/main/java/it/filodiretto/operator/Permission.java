// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.operator;

/** One thing that not everybody may do; asked for by {@link CurrentOperator#require}. */
public enum Permission {
    /** Reply to citizens. */
    ANSWER,
    /** See telephone numbers and addresses whole. */
    SEE_CONTACTS,
    /** See notices and their outcome. */
    SEE_NOTICES,
    /** Write notices and change drafts. */
    WRITE_NOTICES,
    /** Send a notice, pause it, go on, stop it. */
    SEND_NOTICES,
    /** Subscribe and unsubscribe one person who asks for it at the desk or by telephone. */
    ENROL,
    /** Import subscribers, export consents. */
    MANAGE_SUBSCRIBERS,
    /** Channels, operators, keys, settings. */
    ADMINISTER
}
