// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.site;

import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.municipality.ChannelMode;
import it.filodiretto.municipality.Municipality;
import it.filodiretto.opening.OpenState;
import it.filodiretto.wording.Topic;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the page on how to subscribe shows.
 *
 * @param way null where the number is told after registration only, or there is none: then nothing of it may stand in the page
 */
record SubscribePage(Municipality town, @Nullable Way way, List<Topic> topics, ChannelLine whatsapp, OpenState main) {

    /**
     * How one subscribes by a message.
     *
     * @param number as people dial it, {@code 366 3476285}
     * @param names under which to save it; the first is the town's own choice
     * @param keyword to join; empty: none is needed
     * @param link opens WhatsApp with the word written already
     * @param leave the town's own word to leave, or STOP
     * @param automatic what the program may answer; nothing else may be promised
     */
    record Way(String number, List<String> names, String keyword, String link, String leave, ChannelMode mode, Set<AutomaticKind> automatic) {

        /** A welcome follows at once, and PREFERENZE is answered. */
        boolean welcomes() {
            return automatic.contains(AutomaticKind.WELCOME);
        }

        /** Who mistypes the word is asked what was meant. */
        boolean asks() {
            return automatic.contains(AutomaticKind.QUESTION);
        }

        boolean isOneWay() {
            return mode == ChannelMode.ONE_WAY;
        }
    }

    /** An icon of the sprite that hints at a topic. */
    static String icon(Topic topic) {
        var code = topic.code();
        if (topic.isCivilProtection()) {
            return "warning-circle";
        }
        if (code.contains("strad") || code.contains("viab")) {
            return "car";
        }
        if (code.contains("guast") || code.contains("lavori") || code.contains("disserviz")) {
            return "tool";
        }
        if (code.contains("scaden") || code.contains("band")) {
            return "calendar";
        }
        if (code.contains("event") || code.contains("cultur") || code.contains("turis")) {
            return "flag";
        }
        return "info-circle";
    }
}
