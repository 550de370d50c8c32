// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Notices until they leave: written, illustrated, tried, signed and let go, now or later, by people and by programs.
 */
@ApplicationModule(allowedDependencies = {"shared", "page", "api", "municipality", "operator", "media", "citizen", "messaging", "broadcast", "notice", "preflight", "channel", "outbox", "wording"})
@NullMarked
package it.filodiretto.drafting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
