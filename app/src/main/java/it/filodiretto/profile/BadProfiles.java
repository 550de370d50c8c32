// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.profile;

import it.filodiretto.shared.RefusedAtStart;
import java.util.List;
import java.util.stream.Collectors;

/** Profiles of municipalities that cannot be served as they are written; the message tells every mistake of every file. */
class BadProfiles extends RefusedAtStart {

    private final transient List<Mistake> mistakes;

    BadProfiles(List<Mistake> mistakes) {
        super((mistakes.size() == 1 ? "1 mistake" : mistakes.size() + " mistakes") + " in the profiles of the municipalities:\n"
            + mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n")));
        this.mistakes = List.copyOf(mistakes);
    }

    List<Mistake> mistakes() {
        return mistakes;
    }
}
