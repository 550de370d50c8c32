// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.page;

import org.jspecify.annotations.Nullable;

/**
 * One entry of the console's left rail. A module that has console pages declares a bean of it.
 *
 * @param position lower is higher: home 0, messages 10, reports 20, appointments 30, notices 50, subscribers 70, hours 80, settings 100
 * @param noun below {@code /console/{slug}}, for example {@code avvisi}; empty for the home
 * @param icon of Bootstrap Italia's sprite without {@code it-}
 * @param permission who lacks it does not see the entry; null: everybody sees it
 */
public record RailEntry(int position, String noun, String icon, String label, @Nullable String permission) {

    /** After {@code g}; more than one are apart by a space. Null: none. */
    public @Nullable String keys() {
        return switch (noun) {
            case "" -> "h";
            case "messaggi" -> "i";
            case "segnalazioni" -> "s";
            case "prenotazioni" -> "p";
            case "avvisi" -> "a b";
            default -> null;
        };
    }

    /** The first noun of an address below {@code /console/{slug}/}. */
    static String part(String link) {
        return link.split("[/?#]", 2)[0];
    }

    String link(String slug) {
        return "/console/" + slug + (noun.isEmpty() ? "" : "/" + noun);
    }
}
