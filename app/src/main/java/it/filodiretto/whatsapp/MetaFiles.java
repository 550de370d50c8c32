// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import it.filodiretto.messaging.Lane;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.SendOutcome;

/** Gets stored files to Meta before a message names them: uploaded once, used again, renewed in time, converted where it must be. */
interface MetaFiles {

    sealed interface Upload {

        /** @param mediaId Meta's */
        record Ready(String mediaId) implements Upload {}

        /** The message cannot go, or not now. */
        record Not(SendOutcome outcome) implements Upload {}
    }

    /** In the municipality's scope, outside of a transaction. */
    Upload upload(Lane lane, MessageContent.Attachment attachment);

    /** Meta says that it does not know this id, or cannot use it any more: the file goes to Meta again before it is next named. */
    void forget(Lane lane, MessageContent.Attachment attachment, String mediaId);
}
