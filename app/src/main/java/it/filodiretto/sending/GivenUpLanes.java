// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.sending;

import it.filodiretto.channel.LaneTable;
import it.filodiretto.messaging.Lane;
import it.filodiretto.municipality.Municipality;
import it.filodiretto.municipality.TownWork;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * A town's file names another number, or none any more: what still waits on the one before goes by the new one, and what cannot
 * go has failed, so that nothing waits for ever; where there is no other at all only after a day and an alarm, for the file may be
 * wrong. Not while another process, with the file of before, still sends by it.
 */
@Component
class GivenUpLanes implements TownWork {

    /** Its holder says every moment that it lives. */
    private static final Duration UNHEARD_OF = Duration.ofSeconds(20);

    private final LaneTable lanes;
    private final GivenUpTable table;

    GivenUpLanes(LaneTable lanes, GivenUpTable table) {
        this.lanes = lanes;
        this.table = table;
    }

    @Override
    public Duration first() {
        return Duration.ofSeconds(30);
    }

    @Override
    public Duration pause() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void workFor(Municipality town) {
        var givenUp = lanes.givenUp(town.id(), UNHEARD_OF);
        table.areInUse(givenUp);
        givenUp.forEach(this::clear);
    }

    void clear(Lane lane) {
        while (table.clearSome(lane)) {
            Thread.yield();
        }
    }
}
