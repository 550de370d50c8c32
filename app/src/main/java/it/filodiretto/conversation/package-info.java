// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * The talk between one citizen and the municipality, answered by people.
 */
@ApplicationModule(allowedDependencies = {"shared", "page", "api", "municipality", "operator", "citizen", "messaging"})
@NullMarked
package it.filodiretto.conversation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
