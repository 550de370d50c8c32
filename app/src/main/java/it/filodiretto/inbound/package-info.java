// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * What people write: stored once, and offered to the receivers in their order.
 *
 * <p>Doors: {@link it.filodiretto.inbound.Inbound} takes it from a channel, a {@link it.filodiretto.inbound.Receiver}
 * gets it, {@link it.filodiretto.inbound.ReadMarks} says that it was read.
 */
@ApplicationModule(allowedDependencies = {"shared", "municipality", "opening", "wording", "media", "citizen", "messaging", "channel", "outbox"})
@NullMarked
package it.filodiretto.inbound;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
