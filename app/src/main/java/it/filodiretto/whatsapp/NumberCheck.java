// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import java.util.Locale;

/**
 * One thing that must be right for a number to work, as the page and the API tell it.
 *
 * @param code stable, for programs
 * @param words in Italian, how it is
 * @param remedy in Italian, what to do; empty: nothing
 * @param needed whether a notice cannot be sent without it
 */
record NumberCheck(String code, State state, String words, String remedy, boolean needed) {

    static final String TOKEN = "token";
    static final String NUMBER = "number";
    static final String SUBSCRIBED = "app-subscribed";
    static final String WEBHOOK = "webhook";
    static final String TEMPLATES = "templates";
    static final String CALLING = "calling-off";
    static final String LIMIT = "limit";
    static final String QUALITY = "quality";
    /** What Meta itself told or did. */
    static final String META = "meta";
    static final String SENDING = "sending";

    enum State {
        OK, WAITING, WRONG;

        /** As programs read it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static NumberCheck ok(String code, String words) {
        return new NumberCheck(code, State.OK, words, "", false);
    }

    static NumberCheck waiting(String code, String words, String remedy) {
        return new NumberCheck(code, State.WAITING, words, remedy, false);
    }

    static NumberCheck wrong(String code, String words, String remedy) {
        return new NumberCheck(code, State.WRONG, words, remedy, false);
    }

    /** The same, without which nothing can be sent. */
    NumberCheck need() {
        return new NumberCheck(code, state, words, remedy, true);
    }

    boolean blocks() {
        return needed && state != State.OK;
    }
}
