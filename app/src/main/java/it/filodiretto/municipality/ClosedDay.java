// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.municipality;

import java.time.LocalDate;

/**
 * A day that is closed though the week has hours for it.
 *
 * @param reason as the town words it; empty on a public holiday and on the patron's day
 */
public record ClosedDay(LocalDate day, String reason) {}
