// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.municipality;

import java.time.Duration;

/**
 * Work that comes again and again for each municipality: a bean that implements this is called from start to stop, on a
 * thread of its own, in the scope of one town after the other. What fails in one town is logged, comes again, and holds up
 * no other.
 */
public interface TownWork {

    /** From the start to the first round. */
    default Duration first() {
        return pause();
    }

    /** From the end of a round to the beginning of the next; zero: never. */
    Duration pause();

    /** In the town's scope, outside of any transaction. */
    void workFor(Municipality town);
}
