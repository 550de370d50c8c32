// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

/** Where a notice stands. */
enum NoticeState {
    DRAFT, TO_APPROVE, SCHEDULED, SENDING, SENT, CANCELLED;

    /** Whether its text may still be changed. */
    boolean mayChange() {
        return this == DRAFT;
    }

    /** Whether nobody has let it leave yet. */
    boolean isUnsigned() {
        return this == DRAFT || this == TO_APPROVE;
    }

    /** Whether it is still to be sent. */
    boolean isAhead() {
        return this == DRAFT || this == TO_APPROVE || this == SCHEDULED;
    }
}
