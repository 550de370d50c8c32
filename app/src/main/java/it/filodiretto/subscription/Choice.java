// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscription;


/** What a person can want. */
public enum Choice {
    JOIN,
    LEAVE
}
