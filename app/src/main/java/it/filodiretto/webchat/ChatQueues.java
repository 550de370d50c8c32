// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webchat;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.conversation.Conversations;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.MunicipalityId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who waits, looked up once in a second for all open pages of a town; the usual time once in a minute. */
@Component
class ChatQueues {

    private static final long KEPT = Duration.ofSeconds(1).toNanos();
    private static final long USUAL_KEPT = Duration.ofMinutes(1).toNanos();

    private final Conversations conversations;
    private final Map<MunicipalityId, Known> known = new ConcurrentHashMap<>();

    ChatQueues(Conversations conversations) {
        this.conversations = conversations;
    }

    private record Known(ChatQueue queue, long at, long usualAt) {}

    /** About a second old at most. Nobody waits for who looks ({@link ChatHours#now}). */
    ChatQueue now() {
        var town = CurrentMunicipality.require();
        var found = known.get(town);
        if (found == null || System.nanoTime() - found.at() > KEPT && known.replace(town, found, new Known(found.queue(), System.nanoTime(), found.usualAt()))) {
            found = look(found);
            known.put(town, found);
        }
        return found.queue();
    }

    private Known look(@Nullable Known before) {
        var places = new HashMap<CitizenId, Integer>();
        for (var citizen : conversations.unfollowed(ChannelKind.WEBCHAT)) {
            places.put(citizen, places.size());
        }
        long now = System.nanoTime();
        return before != null && now - before.usualAt() < USUAL_KEPT ? new Known(new ChatQueue(places, before.queue().usual()), now, before.usualAt())
            : new Known(new ChatQueue(places, conversations.usualWait(ChannelKind.WEBCHAT).orElse(null)), now, now);
    }
}
