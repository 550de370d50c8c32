// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webchat;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.conversation.Conversations;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.MunicipalityId;
import it.filodiretto.shared.Recent;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Who waits, looked up once in a second for all open pages of a town; the usual time once in a minute. */
@Component
public class ChatQueues {

    private final Conversations conversations;
    private final Recent<MunicipalityId, Map<CitizenId, Integer>> places = new Recent<>(Duration.ofSeconds(1), _ -> places());
    private final Recent<MunicipalityId, Optional<Duration>> usual = new Recent<>(Duration.ofMinutes(1), _ -> usual());

    ChatQueues(Conversations conversations) {
        this.conversations = conversations;
    }

    /** About a second old at most. */
    public ChatQueue now() {
        var town = CurrentMunicipality.require();
        return new ChatQueue(places.of(town), usual.of(town).orElse(null));
    }

    private Map<CitizenId, Integer> places() {
        var places = new HashMap<CitizenId, Integer>();
        for (var citizen : conversations.unfollowed(ChannelKind.WEBCHAT)) {
            places.put(citizen, places.size());
        }
        return Map.copyOf(places);
    }

    private Optional<Duration> usual() {
        return conversations.usualWait(ChannelKind.WEBCHAT);
    }
}
