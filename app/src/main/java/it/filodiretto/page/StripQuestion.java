// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.page;

import java.util.Optional;

/** One of the questions always answered on top of the console, asked when a page of the current town is drawn. Ordered by {@code @Order}. */
public interface StripQuestion {

    /** Empty if nothing true can be said. */
    Optional<StripAnswer> answer();

    /**
     * The answer, a few words.
     *
     * @param kind of the state: {@code open closed soon late info}, or empty
     * @param icon of Bootstrap Italia's sprite without {@code it-}
     * @param link where more is said, below {@code /console/{slug}/}
     */
    record StripAnswer(String kind, String icon, String words, String link) {}
}
