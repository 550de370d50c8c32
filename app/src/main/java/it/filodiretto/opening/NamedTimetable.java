// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.opening;

/** A timetable under the code by which channels and offices name it. */
public record NamedTimetable(String code, String name, WeeklyTimetable hours) {}
