// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.Registration;
import it.filodiretto.live.Signals;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.office.Offices;
import it.filodiretto.operator.Audit;
import it.filodiretto.operator.OperatorId;
import java.time.Clock;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who writes without being registered, where the town answers registered people: waits in «da registrare». */
@Component
@Transactional
public class Newcomers {

    private final ConversationTable table;
    private final StoryTable story;
    private final Registration registration;
    private final Municipalities municipalities;
    private final Offices offices;
    private final Audit audit;
    private final Signals signals;
    private final Clock clock;

    Newcomers(ConversationTable table, StoryTable story, Registration registration, Municipalities municipalities, Offices offices,
            Audit audit, Signals signals, Clock clock) {
        this.table = table;
        this.story = story;
        this.registration = registration;
        this.municipalities = municipalities;
        this.offices = offices;
        this.audit = audit;
        this.signals = signals;
        this.clock = clock;
    }

    boolean isUnregistered(ChannelKind channel, CitizenId citizen) {
        var account = municipalities.current().whatsapp();
        return channel == ChannelKind.WHATSAPP && account != null && account.registrationRequired() && !registration.isRegistered(citizen);
    }

    /** An operator registers the person by one key. @return false if there is no such talk */
    public boolean register(ConversationId id, OperatorId by) {
        var found = table.lock(id).filter(it -> offices.visible().contains(it.office()));
        if (found.isEmpty()) {
            return false;
        }
        registration.register(found.get().citizen());
        table.registered(id);
        story.happened(id, by, "REGISTERED", "l’ha registrata", clock.instant());
        audit.record("conversation.register", Map.of("conversation", id.toString()));
        signals.changed(Conversations.TOPIC);
        return true;
    }
}
