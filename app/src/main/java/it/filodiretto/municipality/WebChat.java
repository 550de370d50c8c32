// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.municipality;

import java.time.Duration;
import java.util.Set;

/**
 * The chat on the town's own site. Always the profile's, never edited on screen.
 *
 * @param colour of the button: # and six hexadecimal digits, at least 4.5:1 with white
 * @param position where the button stands on a page
 * @param origins which sites may carry it: {@code https://www.comune.calenzano.fi.it}; this program's own may in any case
 * @param callBack in so much opening time who left a message is called back
 * @param signature what the person reads of who answers
 */
public record WebChat(String colour, Position position, Set<String> origins, Duration callBack, Signature signature) {

    /** Red, as Calenzano's document has it: 5.6:1 with white. */
    public static final String RED = "#c02f48";
    public static final Duration USUAL = Duration.ofHours(3);

    public WebChat {
        origins = Set.copyOf(origins);
    }

    /** The profile's word is in lower case with hyphens. {@code INLINE}: where the script stands. */
    public enum Position { TOP_RIGHT, TOP_LEFT, BOTTOM_RIGHT, BOTTOM_LEFT, INLINE }

    /** The profile's word is in lower case with hyphens. «Anna, Urp», or «Urp»: who it was is then known to the town hall alone. */
    public enum Signature { NAME_AND_OFFICE, OFFICE }
}
