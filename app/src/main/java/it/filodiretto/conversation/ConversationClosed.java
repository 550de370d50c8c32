// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import it.filodiretto.citizen.CitizenId;

/** The talk was closed, at the desk or with what was written down of a call; told in the same transaction. */
public record ConversationClosed(ConversationId id, CitizenId citizen) {}
