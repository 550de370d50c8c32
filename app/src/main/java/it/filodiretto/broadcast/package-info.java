// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Notices to many: writing, pre-flight, sending, outcome.
 */
@ApplicationModule(allowedDependencies = {"shared", "page", "api", "municipality", "wording", "operator", "alarm", "live", "media", "citizen", "messaging", "channel", "outbox", "subscription", "register"})
@NullMarked
package it.filodiretto.broadcast;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
