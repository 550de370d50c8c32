// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.municipality;

import java.util.List;

/** The words by which citizens join and leave, as the town writes them; how they are compared is the subscription's matter. */
public record Keywords(List<String> optIn, List<String> optOut) {

    public Keywords {
        optIn = List.copyOf(optIn);
        optOut = List.copyOf(optOut);
    }

    boolean isEmpty() {
        return optIn.isEmpty() && optOut.isEmpty();
    }
}
