// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.profile;

import java.util.HashMap;
import java.util.Map;

/** What only one municipality may have: by a number's id a message finds its town. */
final class Claims {

    private final Map<String, String> owners = new HashMap<>();

    /** Notes a mistake if another file, or another line, has the same. */
    void claim(Section section, String key, String value) {
        if (value.isEmpty()) {
            return;
        }
        var place = section.place(key);
        var owner = owners.putIfAbsent(key + " " + value, place);
        if (owner != null) {
            section.wrong(key, section.path(key) + " \"" + value + "\" is taken by " + owner, "one that no other municipality has");
        }
    }
}
