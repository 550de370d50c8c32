// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscriber;

import it.filodiretto.municipality.Municipality;
import it.filodiretto.municipality.TownWork;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Writes down each town's counts some times a day, so that each day has one, also if the program was stopped at midnight. */
@Component
class GrowthTimer implements TownWork {

    private final Growth growth;

    GrowthTimer(Growth growth) {
        this.growth = growth;
    }

    @Override
    public Duration first() {
        return Duration.ofMinutes(5);
    }

    @Override
    public Duration pause() {
        return Duration.ofHours(4);
    }

    @Override
    public void workFor(Municipality town) {
        growth.keepToday();
    }
}
