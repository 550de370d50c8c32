// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webchat;

import it.filodiretto.citizen.CitizenId;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for an operator.
 *
 * @param places how many come before each
 * @param usual after how long people are answered, as measured; null: too few were
 */
public record ChatQueue(Map<CitizenId, Integer> places, @Nullable Duration usual) {

    public ChatQueue {
        places = Map.copyOf(places);
    }
}
