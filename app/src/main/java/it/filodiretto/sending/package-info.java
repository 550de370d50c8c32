// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * The sending engine: claims what is queued, sends it at each account's pace, and records what became of it.
 *
 * <p>Door: {@link it.filodiretto.sending.Deliveries} takes the channels' reports. Of the rest nobody else knows; it
 * runs by itself.
 */
@ApplicationModule(allowedDependencies = {"page", "database", "municipality", "citizen", "messaging", "channel", "outbox"})
@NullMarked
package it.filodiretto.sending;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
