// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Small values that everybody speaks of: telephone numbers, identifiers, languages.
 */
@ApplicationModule(type = ApplicationModule.Type.OPEN, allowedDependencies = {})
@NullMarked
package it.filodiretto.shared;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
