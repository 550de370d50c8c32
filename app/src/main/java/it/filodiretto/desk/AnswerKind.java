// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.desk;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What an operator can answer with beside a text, where the channel carries it; each has a form of its own below the talk. */
enum AnswerKind {

    FILE("allegato", "clip", "Allega un file"),
    PLACE("posizione", "map-marker", "Posizione"),
    CONTACT("contatto", "user", "Contatto"),
    CHOICE("scelta", "list", "Domanda con risposte"),
    PAGE("pagina", "link", "Pulsante con una pagina"),
    WHERE("dove", "map-marker-circle", "Chiedi dove"),
    NUMBER("numero", "telephone", "Chiedi il numero");

    private final String mode;
    private final String icon;
    private final String words;

    AnswerKind(String mode, String icon, String words) {
        this.mode = mode;
        this.icon = icon;
        this.words = words;
    }

    static Optional<AnswerKind> named(String mode) {
        return Arrays.stream(values()).filter(it -> it.mode.equals(mode)).findFirst();
    }

    /**
     * Whether the talk's channel carries it. The site's chat and e-mail take files beside text, and nothing is quoted there. Only
     * who hides her number is asked for it.
     */
    boolean goesIn(Talk talk) {
        return switch (talk.conversation().channel()) {
            case WHATSAPP -> this != NUMBER || talk.hidesNumber();
            case WEBCHAT, MAIL -> this == FILE;
            case PHONE, DESK -> false;
        };
    }

    /** Whether a picture, a film or a document may stand above it. */
    boolean mayStandBelowAFile() {
        return this == CHOICE || this == PAGE;
    }

    /** What can go in this talk. */
    static List<AnswerKind> of(Talk talk) {
        return Arrays.stream(values()).filter(it -> it.goesIn(talk)).toList();
    }

    /** As it stands in addresses. */
    String mode() {
        return mode;
    }

    String icon() {
        return icon;
    }

    String words() {
        return words;
    }
}
