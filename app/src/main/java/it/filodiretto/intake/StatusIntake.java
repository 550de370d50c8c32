// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.intake;

import it.filodiretto.messaging.Lane;
import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.sending.Deliveries;
import it.filodiretto.sending.DeliveryReport;
import java.util.List;
import org.springframework.stereotype.Component;

/** Hands delivery reports to {@link Deliveries}, all of a lane at once. */
@Component
public class StatusIntake {

    private final Deliveries deliveries;

    StatusIntake(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    public void take(Lane lane, List<DeliveryReport> reports, String writer) {
        CurrentMunicipality.inTown(lane.town(), () -> deliveries.record(lane, reports, writer));
    }
}
