// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.municipality;

/** What a number may take besides written words, which it always takes; the profile's {@code accepts} lists them in lower case. */
public enum ReceivedKind {
    IMAGE,
    VIDEO,
    /** Voice messages too. */
    AUDIO,
    DOCUMENT,
    STICKER,
    LOCATION,
    CONTACTS,
    /** What WhatsApp does not hand over or we cannot show: polls, orders, kinds to come. */
    OTHER
}
