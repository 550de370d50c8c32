// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.messaging;

/** By which means a message travels. */
public enum ChannelKind {
    WHATSAPP,
    /** The chat on the town's own pages. It knows no 24 hours and no templates. */
    WEBCHAT,
    /** E-mail. It knows no 24 hours and no templates. */
    MAIL,
    /** A call, written down by hand: nothing can be sent there. */
    PHONE,
    /** Somebody who came to the desk, written down by hand. */
    DESK;

    /** Whether what goes to many leaves by it. */
    public boolean carriesNotices() {
        return this == WHATSAPP;
    }

    /** Whether an answer can leave by it. */
    public boolean carriesAnswers() {
        return this != PHONE && this != DESK;
    }
}
