// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.settings;

import it.filodiretto.wording.PieceFlaw;
import java.util.List;

/** What came of an edit. */
sealed interface EditOutcome {

    record Saved() implements EditOutcome {}

    record Flawed(List<PieceFlaw> flaws) implements EditOutcome {}

    /** A colleague has changed it since the form was opened. */
    record ChangedMeanwhile() implements EditOutcome {}

    record NoSuchPiece() implements EditOutcome {}
}
