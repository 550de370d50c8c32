// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webchat;

/** What somebody thinks of a talk that has ended. @param stars 1 to 5 */
public record ChatRating(int stars, String words) {

    static final int LONGEST = 1000;

    public ChatRating {
        words = words.replace("\r\n", "\n").replace("\u0000", "").strip();
    }

    /** Why it does not count, as a key of the sentences; empty: it does. */
    String flaw() {
        return stars < 1 || stars > 5 ? "webchat.rate.choose" : words.codePointCount(0, words.length()) > LONGEST ? "webchat.rate.long" : "";
    }

    /** As operators read it. */
    String told() {
        return "ha dato il voto " + stars + " su 5" + (words.isEmpty() ? "" : ": «" + words + "»");
    }
}
