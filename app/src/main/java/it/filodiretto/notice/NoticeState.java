// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.notice;

/** Where a notice stands. */
public enum NoticeState {
    DRAFT, TO_APPROVE, SCHEDULED, SENDING, SENT, CANCELLED;

    /** Whether its text may still be changed. */
    public boolean mayChange() {
        return this == DRAFT;
    }

    /** Whether nobody has let it leave yet. */
    public boolean isUnsigned() {
        return this == DRAFT || this == TO_APPROVE;
    }

    /** Whether it is still to be sent. */
    public boolean isAhead() {
        return this == DRAFT || this == TO_APPROVE || this == SCHEDULED;
    }
}
