// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Before a notice leaves: how it will read, whom it reaches, what that costs, and what stands in its way.
 */
@ApplicationModule(allowedDependencies = {"shared", "page", "municipality", "operator", "citizen", "messaging", "subscription", "audience", "notice", "channel", "outbox", "wording"})
@NullMarked
package it.filodiretto.preflight;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
