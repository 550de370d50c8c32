// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.municipality;

import org.jspecify.annotations.Nullable;

/**
 * A part of the town hall that answers citizens.
 *
 * @param code stable, unique in the municipality, for example {@code urp}
 * @param name as citizens know it, for example «PistoiaInforma»
 * @param place its address, if it has a desk
 * @param timetable code for {@link OpeningHours}
 */
public record Office(String code, String name, @Nullable String place, String timetable) {}
