// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.messaging;

import it.filodiretto.citizen.Address;

/** One message on its way out. Its id travels along and comes back with the delivery reports. */
public record OutgoingMessage(MessageId id, Address to, MessageContent content) {}
