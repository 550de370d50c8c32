// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webchat;

import it.filodiretto.conversation.Conversations;
import it.filodiretto.municipality.ContactChannel;
import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.MunicipalityId;
import it.filodiretto.opening.OpeningHours;
import it.filodiretto.shared.Recent;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whether somebody answers now: by the timetable and by who is at the console. Asked for by every open page, so it is looked up once in a second. */
@Component
public class ChatHours {

    private final Municipalities municipalities;
    private final OpeningHours hours;
    private final Conversations conversations;
    private final Clock clock;
    private final Recent<MunicipalityId, ChatOpening> recent = new Recent<>(Duration.ofSeconds(1), _ -> look());

    ChatHours(Municipalities municipalities, OpeningHours hours, Conversations conversations, Clock clock) {
        this.municipalities = municipalities;
        this.hours = hours;
        this.conversations = conversations;
        this.clock = clock;
    }

    /** About a second old at most. */
    public ChatOpening now() {
        return recent.of(CurrentMunicipality.require());
    }

    /** As it is. */
    ChatOpening look() {
        var timetable = municipalities.current().timetableOf(ContactChannel.Kind.WEB_CHAT);
        return ChatOpening.of(hours.now(timetable), conversations.isAnybodyThere());
    }

    /** Whether the person may write now: in the hours, and after them in a talk that is still going on. */
    public boolean isWritable(@Nullable ChatSession session) {
        return session == null ? now().isOpen() : !session.isEnded() && (now().isOpen() || session.isStillTalking(clock.instant()));
    }
}
