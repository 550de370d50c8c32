// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.channel;

import it.filodiretto.messaging.Lane;
import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.municipality.Municipality;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A channel's word to the sending engine, asked at start and before it begins: which lane a municipality has. */
public interface LaneSource {

    /** Empty if the town has no such channel. */
    Optional<Lane> laneOf(Municipality town);

    /** What may leave on it without a person's hand; {@code null}: everything. */
    default @Nullable Set<AutomaticKind> allowedIn(Municipality town) {
        return town.automaticBesideWhatsapp();
    }
}
