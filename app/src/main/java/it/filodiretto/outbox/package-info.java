// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * What is to leave: one message to one person, or one content to many, queued with its reason; who may not get it now.
 *
 * <p>Doors: {@link it.filodiretto.outbox.Outbox} sends to one, {@link it.filodiretto.outbox.Bulks} to many; {@link
 * it.filodiretto.outbox.Blocks} shuts people out.
 */
@ApplicationModule(allowedDependencies = {"shared", "municipality", "operator", "citizen", "messaging", "channel"})
@NullMarked
package it.filodiretto.outbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
