// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.site;

import it.filodiretto.municipality.OpenState;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Presence.Present;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the console's home answers.
 *
 * @param me empty for nobody known
 * @param accounts how many operators the town has
 * @param at the true time, by which {@link Present#lastSeen} counts
 */
record ConsoleHome(OpenState main, List<ChannelLine> channels, List<Present> present, int accounts, Optional<OperatorId> me, Instant at) {

    boolean isMe(Present who) {
        return me.equals(Optional.of(who.operator()));
    }
}
