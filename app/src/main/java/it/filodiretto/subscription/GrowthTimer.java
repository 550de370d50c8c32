// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscription;

import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.shared.Recurring;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Writes down each town's counts some times a day, so that each day has one, also if the program was stopped at midnight. */
@Component
class GrowthTimer implements SmartLifecycle {

    private final Growth growth;
    private final Municipalities municipalities;
    private final Recurring timer = new Recurring("growth-timer");

    GrowthTimer(Growth growth, Municipalities municipalities) {
        this.growth = growth;
        this.municipalities = municipalities;
    }

    @Override
    public void start() {
        timer.start();
        timer.every(Duration.ofMinutes(5), Duration.ofHours(4), () -> municipalities.all().forEach(it -> CurrentMunicipality.inTown(it.id(), growth::keepToday)));
    }

    @Override
    public void stop() {
        timer.stop();
    }

    @Override
    public boolean isRunning() {
        return timer.isRunning();
    }
}
