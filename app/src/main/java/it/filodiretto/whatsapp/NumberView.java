// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The page of a number's life.
 *
 * @param standing {@code null}: Meta did not tell
 * @param typed what was filled in, or what is there, or what the town is known by
 * @param flaws by field, in Italian
 * @param refusal of the whole; empty: none
 */
record NumberView(String number, @Nullable NumberStanding standing, NumberProfile typed, Map<String, String> flaws, String refusal, String done) {

    NumberView {
        flaws = Map.copyOf(flaws);
    }

    String flaw(String field) {
        return flaws.getOrDefault(field, "");
    }
}
