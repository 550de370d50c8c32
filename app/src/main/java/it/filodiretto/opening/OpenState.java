// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.opening;

import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Whether something is open now, and when that changes, in the town's time zone.
 *
 * @param closesAt when what is open closes: the first moment that is closed; null if closed, or if it does not close within a year
 * @param opensAt when it opens next, after {@code closesAt} if it is open; null if not within a year
 * @param words for people, in Italian: «Aperto, chiude alle 13:00», «Chiuso, riapre lunedì 30 alle 9:00»
 */
public record OpenState(boolean open, @Nullable ZonedDateTime closesAt, @Nullable ZonedDateTime opensAt, String words) {

    /** What has no hours, such as an e-mail address. */
    public static final OpenState ALWAYS = new OpenState(true, null, null, "Sempre");

    /** Of what is closed, a sentence without its full stop: «Riapre lunedì 30 alle 9:00». */
    public String opensInWords() {
        if (opensAt == null) {
            return "Non sappiamo ancora quando riapre";
        }
        var sentence = words.substring(OpeningWords.CLOSED.length());
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
