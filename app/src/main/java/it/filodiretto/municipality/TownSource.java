// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.municipality;

import java.util.List;

/** Where the municipalities come from at start: the profiles, found right and brought into the database. */
public interface TownSource {

    /** All that this installation serves, each with its id for good. */
    List<Municipality> towns();
}
