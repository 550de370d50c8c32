// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Reads the towns' profiles, tells every mistake with its line, and brings what is new in them into the database.
 *
 * <p>No door: it is {@link it.filodiretto.municipality.TownSource}.
 */
@ApplicationModule(allowedDependencies = {"shared", "municipality", "opening", "wording"})
@NullMarked
package it.filodiretto.profile;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
