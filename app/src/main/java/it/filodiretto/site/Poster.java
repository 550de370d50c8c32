// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.site;

import it.filodiretto.municipality.HelpContact;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is printed on the poster.
 *
 * @param way null: the number is told after registration only, and nothing of it may be printed
 * @param page where one goes on, {@code https://…/pistoia/iscrizione}: as it is printed
 * @param policy where the privacy notice stands
 * @param qr PNG in base64: opens WhatsApp with the word written already, or the page
 * @param colour of the town
 */
record Poster(String town, String colour, SubscribePage.@Nullable Way way, List<String> topics, HelpContact help, String page, String policy, String qr) {

    Poster {
        topics = List.copyOf(topics);
    }

    /** Addresses are read from paper: without what everybody leaves out. */
    static String printed(String address) {
        return address.replaceFirst("^https?://", "");
    }
}
