// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import it.filodiretto.messaging.BulkId;
import java.util.Optional;

/** What a sending to many is about: known to who sends notices. */
public interface BulkTopics {

    /** The code of its topic; empty: it is no notice. In the town and in a transaction. */
    Optional<String> of(BulkId bulk);
}
