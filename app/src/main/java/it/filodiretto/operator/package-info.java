// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Who works here: operators, their roles and passwords, who is there now, and the log of what they did.
 */
@ApplicationModule(allowedDependencies = {"shared", "municipality", "vault"})
@NullMarked
package it.filodiretto.operator;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
