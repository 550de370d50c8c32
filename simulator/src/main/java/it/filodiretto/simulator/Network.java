// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import tools.jackson.databind.node.ObjectNode;

/** What telephones need from the world around them. */
interface Network {

    Account account(String phoneNumberId);

    /** The only account, or the one that this telephone last heard from; fails where that is not clear. */
    String usualAccount(Phone phone);

    /** Posts one message of a person; fills in sender, id and time. */
    String send(Chat chat, ObjectNode message, String text);

    /** Stores a file and posts a message with it. */
    String attach(Chat chat, Attachment file);

    void marketing(Chat chat, boolean wanted);

    Fates fates();

    /** Posts a call that rings and is not answered by anybody. */
    String call(Chat chat);

    void powered(Phone phone);

    void changed(Phone phone);

    void alias(String number, Phone phone);

    void numberChanged(Phone phone, String oldNumber);
}
