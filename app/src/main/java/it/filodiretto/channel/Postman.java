// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.channel;

/**
 * Carries one plain letter that is no part of a conversation, as a transcript that somebody asked for. Of the current
 * municipality; implemented by the channel that has a mailbox.
 */
public interface Postman {

    /** Whether the town has a mailbox to write from. */
    boolean isThere();

    /** At once, and keeps nothing of it: neither address nor text. @return false: the mail server did not take it */
    boolean post(String address, String subject, String text);
}
