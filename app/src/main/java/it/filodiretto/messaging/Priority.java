// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.messaging;

/** Who goes first on a lane; the order of the constants is the order of sending. */
public enum Priority {
    /** To a person who has just written. */
    ANSWER,
    CIVIL_PROTECTION,
    NOTICE,
    REST
}
