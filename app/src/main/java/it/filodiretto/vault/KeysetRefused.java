// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.vault;

import it.filodiretto.shared.RefusedAtStart;

/** The keyset is missing, unreadable or another one than the data was sealed with. The program does not start. */
public class KeysetRefused extends RefusedAtStart {

    KeysetRefused(String message) {
        super(message);
    }
}
