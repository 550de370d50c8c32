// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.enrolment;

import it.filodiretto.municipality.Municipality;
import it.filodiretto.municipality.TownWork;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Forgets lists and reports when their time has come. */
@Component
class EnrolmentTimer implements TownWork {

    private final Enrolments enrolments;

    EnrolmentTimer(Enrolments enrolments) {
        this.enrolments = enrolments;
    }

    @Override
    public Duration first() {
        return Duration.ofMinutes(3);
    }

    @Override
    public Duration pause() {
        return Duration.ofHours(1);
    }

    @Override
    public void workFor(Municipality town) {
        enrolments.forget();
    }
}
