// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.enrolment;

import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.shared.Recurring;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Forgets lists and reports when their time has come. */
@Component
class EnrolmentTimer implements SmartLifecycle {

    private final Enrolments enrolments;
    private final Municipalities municipalities;
    private final Recurring timer = new Recurring("enrolment-timer");

    EnrolmentTimer(Enrolments enrolments, Municipalities municipalities) {
        this.enrolments = enrolments;
        this.municipalities = municipalities;
    }

    @Override
    public void start() {
        timer.start();
        timer.every(Duration.ofMinutes(3), Duration.ofHours(1), this::forget);
    }

    private void forget() {
        municipalities.all().forEach(it -> CurrentMunicipality.inTown(it.id(), enrolments::forget));
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
