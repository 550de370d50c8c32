// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outbox;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.messaging.BulkId;
import java.util.Collection;
import java.util.Set;

/** Asked when an attempt is recorded: who of these still wants it. Who has left meanwhile is counted, not written to. */
public interface BulkRecipients {

    Set<CitizenId> stillWanting(BulkId bulk, Collection<CitizenId> citizens);
}
