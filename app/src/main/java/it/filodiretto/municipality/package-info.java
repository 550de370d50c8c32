// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * For whom: the municipalities, their offices, hours and words, and the scope that keeps their rows apart.
 */
@ApplicationModule(allowedDependencies = {"shared", "page", "api", "database", "vault"})
@NullMarked
package it.filodiretto.municipality;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
