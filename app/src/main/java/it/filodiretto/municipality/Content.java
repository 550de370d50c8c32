// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.municipality;

import java.util.List;
import java.util.Map;

/** What the profile gives for the first start and clerks edit afterwards. */
record Content(List<NamedTimetable> timetables, List<Closure> closures, List<Topic> topics, Map<String, String> texts, Keywords keywords) {}
