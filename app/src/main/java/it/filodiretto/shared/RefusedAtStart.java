// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.shared;

/** The program does not start as things are. The message is for the administrator: what is wrong, and what to do. */
public class RefusedAtStart extends RuntimeException {

    public RefusedAtStart(String message) {
        super(message);
    }
}
