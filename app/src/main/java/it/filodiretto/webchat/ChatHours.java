// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webchat;

import it.filodiretto.municipality.ContactChannel;
import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.MunicipalityId;
import it.filodiretto.municipality.OpeningHours;
import it.filodiretto.operator.Presence;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Whether somebody answers now: by the timetable and by who is at the console. Asked for by every open page, so it is looked up once in a second. */
@Component
class ChatHours {

    private static final long KEPT = Duration.ofSeconds(1).toNanos();

    private final Municipalities municipalities;
    private final OpeningHours hours;
    private final Presence presence;
    private final Map<MunicipalityId, Known> known = new ConcurrentHashMap<>();

    ChatHours(Municipalities municipalities, OpeningHours hours, Presence presence) {
        this.municipalities = municipalities;
        this.hours = hours;
        this.presence = presence;
    }

    private record Known(ChatOpening opening, long at) {}

    /**
     * About a second old at most: one looks, and the others take what was known. Nobody waits for who looks, because who waits
     * may hold the very connection to the database that is wanted for looking.
     */
    ChatOpening now() {
        var town = CurrentMunicipality.require();
        var found = known.get(town);
        if (found == null || System.nanoTime() - found.at() > KEPT && known.replace(town, found, new Known(found.opening(), System.nanoTime()))) {
            found = new Known(look(), System.nanoTime());
            known.put(town, found);
        }
        return found.opening();
    }

    /** As it is. */
    ChatOpening look() {
        var timetable = municipalities.current().timetableOf(ContactChannel.Kind.WEB_CHAT);
        return ChatOpening.of(hours.now(timetable), !presence.now().isEmpty());
    }
}
