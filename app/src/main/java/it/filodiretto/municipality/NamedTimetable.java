// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.municipality;

/** A timetable under the code by which channels and offices name it. */
record NamedTimetable(String code, String name, WeeklyTimetable hours) {}
