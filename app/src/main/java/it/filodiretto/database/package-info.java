// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * PostgreSQL: the one that comes along, or an external one; its two roles; what is refused at start.
 */
@ApplicationModule(allowedDependencies = {"shared"})
@NullMarked
package it.filodiretto.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
