// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * The sending of a notice to many: planned, begun, handed over page by page, watched, paused, stopped; written into the register.
 */
@ApplicationModule(allowedDependencies = {"shared", "page", "municipality", "wording", "operator", "alarm", "citizen", "messaging", "channel", "outbox", "conversation", "audience", "register", "notice", "preflight"})
@NullMarked
package it.filodiretto.broadcast;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
