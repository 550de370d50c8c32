// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscriber;

import it.filodiretto.municipality.HelpContact;
import it.filodiretto.subscription.Choice;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.UUID;

/**
 * What who subscribed or left at the desk takes home: one short page.
 *
 * @param code leads back to the evidence, {@code 4F2A-91C7}
 * @param phone masked
 * @param leave the word that ends it
 * @param policy where the privacy notice stands, as it is printed
 */
record Receipt(String town, String code, Choice choice, Instant at, ZoneId zone, String phone, String leave, String policy, HelpContact help) {

    /** The last eight digits of the evidence's id, which are random. */
    static String code(UUID consent) {
        var digits = consent.toString().substring(28).toUpperCase(Locale.ROOT);
        return digits.substring(0, 4) + "-" + digits.substring(4);
    }

    /** As the table has it: eight small digits, whatever was typed between; empty: it is none. */
    static String digits(String typed) {
        var digits = typed.replaceAll("[^0-9A-Fa-f]", "").toLowerCase(Locale.ROOT);
        return digits.length() == 8 ? digits : "";
    }
}
