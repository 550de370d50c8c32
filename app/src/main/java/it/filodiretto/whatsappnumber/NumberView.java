// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsappnumber;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The page of a number's life.
 *
 * @param standing {@code null}: Meta did not tell
 * @param typed what was filled in, or what is there, or what the town is known by
 * @param said by form, what was typed into it and not taken
 * @param flaws by field, in Italian
 * @param refusal of the whole; empty: none
 */
record NumberView(String number, @Nullable NumberStanding standing, NumberProfile typed, Map<String, String> said, Map<String, String> flaws,
        String refusal, String done) {

    NumberView {
        said = Map.copyOf(said);
        flaws = Map.copyOf(flaws);
    }

    String said(String form) {
        return said.getOrDefault(form, "");
    }

    /** All forms where Meta tells how the number stands; where it does not, the one whose words would be lost. */
    boolean shows(String form) {
        return standing != null || said.containsKey(form);
    }

    String flaw(String field) {
        return flaws.getOrDefault(field, "");
    }
}
