// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

/** How a talk ended. */
public enum Outcome {
    /** A person has answered. */
    ANSWERED("Risposto"),
    /** Thanks, a greeting, a mistake. */
    NOT_NEEDED("Non serve risposta"),
    /** By telephone, at the desk, by another office. */
    ELSEWHERE("Risposto altrove"),
    /** Insults, advertising. */
    UNSUITABLE("Messaggio non adatto");

    private final String words;

    Outcome(String words) {
        this.words = words;
    }

    /** As people read it, in Italian. */
    public String words() {
        return words;
    }
}
