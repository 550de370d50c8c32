// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.opening;

import java.time.DayOfWeek;

/**
 * One opening of an ordinary week.
 *
 * @param opens on the town's wall clock, {@code 9:00}; {@code closes} likewise, {@code 24:00} at midnight
 */
public record DayHours(DayOfWeek day, String opens, String closes) {}
