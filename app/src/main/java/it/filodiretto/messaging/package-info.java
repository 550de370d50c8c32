// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * What a message is, whatever the channel: the queue, the sending engine, delivery reports, inbound messages.
 *
 * <p>Doors: {@link it.filodiretto.messaging.Outbox} sends to one, {@link it.filodiretto.messaging.Bulks} to many,
 * {@link it.filodiretto.messaging.Inbound} takes what people write and offers it to the
 * {@link it.filodiretto.messaging.Receiver}s, {@link it.filodiretto.messaging.Deliveries} takes what became of a message,
 * {@link it.filodiretto.messaging.Correspondence} reads what a person and the town hall wrote to each other,
 * {@link it.filodiretto.messaging.Lanes} knows the sender accounts. A channel plugs in by
 * {@link it.filodiretto.messaging.Channel}.
 */
@ApplicationModule(allowedDependencies = {"shared", "page", "api", "municipality", "operator", "alarm", "citizen", "media", "database"})
@NullMarked
package it.filodiretto.messaging;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
