// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * When the town's offices and channels are open: timetables, closures, holidays, and the words for it.
 *
 * <p>Door: {@link it.filodiretto.opening.OpeningHours}.
 */
@ApplicationModule(allowedDependencies = {"shared", "municipality"})
@NullMarked
package it.filodiretto.opening;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
