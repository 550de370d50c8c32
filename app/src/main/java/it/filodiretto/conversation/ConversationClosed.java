// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import it.filodiretto.citizen.CitizenId;

/** An operator has closed the talk; told in the same transaction. */
public record ConversationClosed(ConversationId id, CitizenId citizen) {}
