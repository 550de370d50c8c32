// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.channel;

import it.filodiretto.citizen.Address;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.MessageId;

/** One message on its way out. Its id travels along and comes back with the delivery reports. */
public record OutgoingMessage(MessageId id, Address to, MessageContent content) {}
