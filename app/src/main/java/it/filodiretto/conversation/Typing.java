// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import it.filodiretto.citizen.CitizenId;

/** A channel that hears when people write, before they send. What they write stays theirs till then. */
public interface Typing {

    boolean isWriting(CitizenId citizen);
}
