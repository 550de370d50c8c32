// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.citizen;

import java.util.Set;

/** One person turned out to be two after all; told in the same transaction. @param together the first, and all who had become the first before */
public record CitizensParted(CitizenId from, CitizenId into, Set<CitizenId> together) {

    public CitizensParted {
        together = Set.copyOf(together);
    }
}
