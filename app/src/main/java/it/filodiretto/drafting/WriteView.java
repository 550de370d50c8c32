// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.drafting;

import it.filodiretto.notice.Notice;
import it.filodiretto.preflight.PreviewView;
import it.filodiretto.wording.Topic;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The page that writes a notice.
 *
 * @param notice null: a new one
 * @param heading what it is called, also where it has no title yet
 * @param mistakes what to mend, by the form's field
 */
record WriteView(@Nullable Notice notice, String heading, NoticeForm form, List<Topic> topics, List<String> districts, Map<String, String> mistakes,
        PreviewView preview) {

    String mistake(String field) {
        return mistakes.getOrDefault(field, "");
    }

    /** The id under which it is kept while somebody types. */
    String draft() {
        return notice != null ? notice.id().toString() : Objects.toString(form.bozza(), "");
    }

    boolean has(String district) {
        var chosen = form.frazioni();
        return chosen != null && chosen.contains(district);
    }

    static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
