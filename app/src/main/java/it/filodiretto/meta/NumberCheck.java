// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.meta;

import java.util.Locale;

/**
 * One thing that must be right for a number to work, as the page and the API tell it.
 *
 * @param code stable, for programs
 * @param words in Italian, how it is
 * @param remedy in Italian, what to do; empty: nothing
 * @param needed whether a notice cannot be sent without it
 */
public record NumberCheck(String code, State state, String words, String remedy, boolean needed) {

    public static final String TOKEN = "token";
    public static final String NUMBER = "number";
    public static final String SUBSCRIBED = "app-subscribed";
    public static final String WEBHOOK = "webhook";
    public static final String TEMPLATES = "templates";
    public static final String CALLING = "calling-off";
    public static final String LIMIT = "limit";
    public static final String QUALITY = "quality";
    /** What Meta itself told or did. */
    public static final String META = "meta";
    public static final String SENDING = "sending";

    public enum State {
        OK, WAITING, WRONG;

        /** As programs read it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static NumberCheck ok(String code, String words) {
        return new NumberCheck(code, State.OK, words, "", false);
    }

    public static NumberCheck waiting(String code, String words, String remedy) {
        return new NumberCheck(code, State.WAITING, words, remedy, false);
    }

    public static NumberCheck wrong(String code, String words, String remedy) {
        return new NumberCheck(code, State.WRONG, words, remedy, false);
    }

    /** The same, without which nothing can be sent. */
    public NumberCheck need() {
        return new NumberCheck(code, state, words, remedy, true);
    }

    public boolean blocks() {
        return needed && state != State.OK;
    }
}
