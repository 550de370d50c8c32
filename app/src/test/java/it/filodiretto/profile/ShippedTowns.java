// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.profile;

import it.filodiretto.municipality.Municipality;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.springframework.stereotype.Component;

/** The towns that the program brings along, as patterns for towns of tests. */
@Component
@NullMarked
public class ShippedTowns {

    private final FirstStart firstStart;
    private final List<Profile> shipped = ProfileFiles.read(null);

    ShippedTowns(FirstStart firstStart) {
        this.firstStart = firstStart;
    }

    public Municipality like(String slug) {
        return of(slug).town();
    }

    /** Brings the town into the database, with what the shipped one has for clerks to edit. */
    public Municipality bring(Municipality town, String slug) {
        return firstStart.of(new Profile(town.slug() + ".yaml", town, of(slug).content()));
    }

    /** The same town after its file was edited: what clerks edit is the database's. */
    public Municipality bringAgain(Municipality town) {
        return bring(town, shipped.getFirst().town().slug());
    }

    private Profile of(String slug) {
        return shipped.stream().filter(it -> it.town().slug().equals(slug)).findFirst()
            .orElseThrow(() -> new IllegalArgumentException("No shipped profile " + slug));
    }
}
