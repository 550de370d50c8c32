// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.citizen;

import java.util.List;
import java.util.Map;

/**
 * One kind of thing that is kept of a person, as it is handed over.
 *
 * @param title in Italian
 * @param rows each by Italian words: what it is, and its value; empty values are left out
 */
public record RecordSection(String title, List<Map<String, String>> rows) {}
