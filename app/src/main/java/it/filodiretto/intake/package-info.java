// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * What Meta brings, read: messages, files, statuses, calls, people's changes; each told to who must know.
 */
@ApplicationModule(allowedDependencies = {"shared", "municipality", "media", "citizen", "messaging", "meta", "inbound", "outbox", "sending"})
@NullMarked
package it.filodiretto.intake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
