// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.sending;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How this program sends; each is explained in {@code application.yaml}.
 *
 * @param inFlight how many messages may be on their way on one lane at the same time
 * @param round how often a node looks which lanes are its own; less than {@link LaneKeeper#UNCONFIRMED}
 * @param rest how long a stopped account rests before one message tries it again
 */
@ConfigurationProperties("filodiretto.sending")
record SendingSettings(int inFlight, Duration round, Duration rest) {

    SendingSettings {
        if (inFlight < 1) {
            throw new IllegalArgumentException("filodiretto.sending.in-flight is less than 1: nothing would leave");
        }
        if (!round.isPositive() || round.compareTo(LaneKeeper.UNCONFIRMED) >= 0) {
            throw new IllegalArgumentException("filodiretto.sending.round is not between 0 and " + LaneKeeper.UNCONFIRMED + ": the lanes would not be held");
        }
        if (!rest.isPositive()) {
            throw new IllegalArgumentException("filodiretto.sending.rest is not more than 0: a stopped account would not rest");
        }
    }
}
