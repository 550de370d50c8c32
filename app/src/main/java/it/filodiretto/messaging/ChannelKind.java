// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.messaging;

/** By which means a message travels. */
public enum ChannelKind {
    WHATSAPP,
    /** The chat on the town's own pages. It knows no 24 hours and no templates. */
    WEBCHAT
}
