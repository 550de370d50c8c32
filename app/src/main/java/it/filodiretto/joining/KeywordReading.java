// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.joining;

import org.jspecify.annotations.Nullable;

/** What a text means to the keywords of a town. */
sealed interface KeywordReading {

    /** Exactly a word to join. @param district of the town's profile, named after the word; null: none was */
    record OptIn(@Nullable String district) implements KeywordReading {

        OptIn() {
            this(null);
        }
    }

    /** Exactly a word to leave. */
    record OptOut() implements KeywordReading {}

    /**
     * Nearly: a mistyped keyword, or a wish in other words. Only a question may follow.
     *
     * @param joining or else leaving
     * @param plain it says nothing else; otherwise people should read it too
     */
    record Near(boolean joining, boolean plain) implements KeywordReading {}

    /** Nothing of the kind. */
    record None() implements KeywordReading {}
}
