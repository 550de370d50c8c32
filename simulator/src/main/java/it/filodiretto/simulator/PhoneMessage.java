// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One bubble on a telephone.
 *
 * @param mine written on this telephone; false = it came from the municipality
 * @param kind Meta's {@code type}: text, interactive, template, location…
 * @param text what the person reads, parameters filled in
 * @param quotes id of the message that it answers
 * @param state {@code accepted}, {@code sent}, {@code delivered}, {@code read} or {@code failed}
 * @param reaction the emoji on it
 * @param media id of the file in it
 */
public record PhoneMessage(
        String id, boolean mine, String kind, String text, List<Button> buttons, @Nullable String quotes, Instant at,
        String state, @Nullable String reaction, @Nullable String media) {

    /**
     * Something to tap below the text.
     *
     * @param action {@code reply}, {@code list}, {@code quick_reply}, {@code location}, {@code number}, {@code flow}; or what is no
     *     answer: {@code url} opens an address, {@code sheet} the list of rows that follow it, {@code section} stands above some of them
     * @param value the reply's id, the quick reply's payload, the flow's token, or the address
     * @param note the description of a row of a list
     */
    public record Button(String action, String value, String title, @Nullable String note) {

        public Button(String action, String value, String title) {
            this(action, value, title, null);
        }

        /** False: a tap shows something on the telephone, and sends nothing. */
        boolean answers() {
            return !action.equals("url") && !action.equals("sheet") && !action.equals("section") && !action.equals("other");
        }
    }

    PhoneMessage state(String changed) {
        return new PhoneMessage(id, mine, kind, text, buttons, quotes, at, changed, reaction, media);
    }

    PhoneMessage text(String changed) {
        return new PhoneMessage(id, mine, kind, changed, buttons, quotes, at, state, reaction, media);
    }

    PhoneMessage buttons(List<Button> changed) {
        return new PhoneMessage(id, mine, kind, text, changed, quotes, at, state, reaction, media);
    }

    PhoneMessage reaction(@Nullable String emoji) {
        return new PhoneMessage(id, mine, kind, text, buttons, quotes, at, state, emoji, media);
    }

    static PhoneMessage mine(String id, String kind, String text, @Nullable String quotes, Instant at, @Nullable String media) {
        return new PhoneMessage(id, true, kind, text, List.of(), quotes, at, "sent", null, media);
    }
}
