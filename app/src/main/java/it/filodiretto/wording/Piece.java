// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.wording;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that clerks edit on screen, as they type it: the fields of a closure, a timetable, a topic, a text, the keywords.
 *
 * @param key the code of a timetable or topic, the key of a text, the id of a closure; one word for the keywords
 * @param fields in the order to show; never null values, empty for what is left out
 */
public record Piece(Kind kind, String key, Map<String, String> fields) {

    public enum Kind { CLOSURE, TIMETABLE, TOPIC, TEXT, KEYWORDS }

    /** The key of the only piece of its kind. */
    public static final String KEYWORDS = "parole";

    public Piece {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** Empty if there is no such field. */
    public String field(String name) {
        return fields.getOrDefault(name, "").strip();
    }
}
