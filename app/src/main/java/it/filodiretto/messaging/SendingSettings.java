// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.messaging;

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
record SendingSettings(int inFlight, Duration round, Duration rest) {}
