// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import it.filodiretto.messaging.ChannelKind;
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
    WHERE("dove", "map-marker-circle", "Chiedi dove");

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

    /** Whether this channel carries it. The site's chat and e-mail take files beside text, and nothing is quoted there. */
    boolean goesBy(ChannelKind channel) {
        return channel == ChannelKind.WHATSAPP || (channel == ChannelKind.WEBCHAT || channel == ChannelKind.MAIL) && this == FILE;
    }

    /** What this channel carries. */
    static List<AnswerKind> of(ChannelKind channel) {
        return Arrays.stream(values()).filter(it -> it.goesBy(channel)).toList();
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
