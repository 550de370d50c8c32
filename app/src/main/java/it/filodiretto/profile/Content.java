// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.profile;

import it.filodiretto.opening.Closure;
import it.filodiretto.opening.NamedTimetable;
import it.filodiretto.wording.Keywords;
import it.filodiretto.wording.Topic;
import java.util.List;
import java.util.Map;

/** What the profile gives for the first start and clerks edit afterwards. */
record Content(List<NamedTimetable> timetables, List<Closure> closures, List<Topic> topics, Map<String, String> texts, Keywords keywords) {}
