// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * How a sending goes and what came of it: live, person by person, what hangs, what a drill showed, and the proof on paper.
 */
@ApplicationModule(allowedDependencies = {"shared", "page", "api", "municipality", "operator", "register", "live", "citizen", "messaging", "broadcast", "drafting", "notice", "preflight", "outbox"})
@NullMarked
package it.filodiretto.outcome;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
