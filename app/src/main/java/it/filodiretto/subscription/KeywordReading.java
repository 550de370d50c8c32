// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscription;

/** What a text means to the keywords of a town. */
sealed interface KeywordReading {

    /** Exactly a word to join. */
    record OptIn() implements KeywordReading {}

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
