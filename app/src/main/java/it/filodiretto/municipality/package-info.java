// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * For whom: the municipalities, their offices and channels as the profiles fix them, and the scope that keeps their rows apart.
 */
@ApplicationModule(allowedDependencies = {"shared"})
@NullMarked
package it.filodiretto.municipality;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
