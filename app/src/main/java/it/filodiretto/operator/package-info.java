// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Who works here: operators, roles, sessions, API keys, and the log of what they did.
 */
@ApplicationModule(allowedDependencies = {"shared", "page", "api", "database", "municipality", "vault"})
@NullMarked
package it.filodiretto.operator;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
