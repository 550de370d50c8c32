// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.noticeboard;

import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.MunicipalityId;
import it.filodiretto.shared.Emergencies;
import it.filodiretto.shared.Recent;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** An orange or red alert, from when it leaves until it is over; a yellow one is no emergency, and comes every few days. */
@Component
class AlertInForce implements Emergencies {

    private final PublishedNotices notices;
    private final Clock clock;
    private final Recent<MunicipalityId, Optional<Emergency>> recent = new Recent<>(Duration.ofSeconds(2), _ -> look());

    AlertInForce(PublishedNotices notices, Clock clock) {
        this.notices = notices;
        this.clock = clock;
    }

    /** About two seconds old at most. */
    @Override
    public Optional<Emergency> now() {
        return recent.of(CurrentMunicipality.require());
    }

    private Optional<Emergency> look() {
        return notices.inForce(clock.instant()).map(it -> new Emergency(it.heading(), it.id().toString()));
    }
}
