// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.wording;

import java.util.List;

/** What is wrong with one field of a piece. @param sentence key of the sentence to show beside the field, with its parts */
public record PieceFlaw(String field, String sentence, List<Object> parts) {

    static PieceFlaw of(String field, String sentence, Object... parts) {
        return new PieceFlaw(field, "municipality.piece." + sentence, List.of(parts));
    }
}
