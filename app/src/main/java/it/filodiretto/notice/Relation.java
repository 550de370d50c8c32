// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.notice;

/** How a notice follows another one. */
public enum Relation {
    UPDATE, ALL_CLEAR, CORRECTION, CANCELLATION,
    /** The same again, for those whom the first did not reach. */
    RETRY;

    /** Whether after it nothing more of its line leaves by itself. */
    public boolean ends() {
        return this == ALL_CLEAR || this == CANCELLATION;
    }

    /** Whether it goes to those who had the first, and to nobody else. */
    boolean isForTheSamePeople() {
        return this != RETRY;
    }
}
