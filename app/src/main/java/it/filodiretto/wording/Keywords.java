// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.wording;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The words by which citizens join and leave, as the town writes them; how they are compared is the subscription's matter. */
public record Keywords(List<String> optIn, List<String> optOut) {

    /** By these people leave in every town and in every state, whatever its own words are. */
    private static final Set<String> LEAVE_EVERYWHERE = Set.of("stop", "cancellami", "disattiva");

    public Keywords {
        optIn = List.copyOf(optIn);
        optOut = List.copyOf(optOut);
    }

    /** What counts of a keyword: its letters and digits, without case and accents. */
    public static String bare(String keyword) {
        return Normalizer.normalize(keyword, Normalizer.Form.NFKD).replaceAll("\\p{M}+", "").toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{Nd}]+", "");
    }

    /** Who writes it leaves, so that nobody can join by it. */
    public static boolean leavesEverywhere(String keyword) {
        return LEAVE_EVERYWHERE.contains(bare(keyword));
    }

    public boolean isEmpty() {
        return optIn.isEmpty() && optOut.isEmpty();
    }
}
