// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.Registration;
import it.filodiretto.live.Signals;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.Origin;
import it.filodiretto.messaging.Outbox;
import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.Texts;
import it.filodiretto.operator.Audit;
import it.filodiretto.operator.OperatorId;
import java.time.Clock;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who writes without being registered, where the town answers registered people: invited once, then waiting in «da registrare». */
@Component
@Transactional
class Newcomers {

    private final ConversationTable table;
    private final StoryTable story;
    private final Registration registration;
    private final Municipalities municipalities;
    private final Offices offices;
    private final Texts texts;
    private final Outbox outbox;
    private final Audit audit;
    private final Signals signals;
    private final Clock clock;
    private final String address;

    Newcomers(ConversationTable table, StoryTable story, Registration registration, Municipalities municipalities, Offices offices, Texts texts,
            Outbox outbox, Audit audit, Signals signals, Clock clock, @Value("${filodiretto.public-url}") String address) {
        this.table = table;
        this.story = story;
        this.registration = registration;
        this.municipalities = municipalities;
        this.offices = offices;
        this.texts = texts;
        this.outbox = outbox;
        this.audit = audit;
        this.signals = signals;
        this.clock = clock;
        this.address = address;
    }

    boolean isUnregistered(ChannelKind channel, CitizenId citizen) {
        var account = municipalities.current().whatsapp();
        return channel == ChannelKind.WHATSAPP && account != null && account.registrationRequired() && !registration.isRegistered(citizen);
    }

    /** Once, and only where the profile lets an invitation leave by itself. */
    void invite(ConversationId id, CitizenId citizen) {
        var account = municipalities.current().whatsapp();
        if (account == null || !account.allows(AutomaticKind.INVITATION) || texts.find("invitation").isEmpty()
                || story.happenings(id, 100).stream().anyMatch(it -> it.kind().equals("INVITED"))) {
            return;
        }
        var link = address + "/" + municipalities.current().slug() + "/iscrizione";
        outbox.send(citizen, new MessageContent.Text(texts.filled("invitation", Map.of("registration-link", link, "policy-link", address + "/" + municipalities.current().slug() + "/informativa"))), Origin.automatic(AutomaticKind.INVITATION));
        story.happened(id, null, "INVITED", "invitata a registrarsi", clock.instant());
    }

    /** An operator registers the person by one key. @return false if there is no such talk, or no number to register */
    public boolean register(ConversationId id, OperatorId by) {
        var found = table.lock(id).filter(it -> offices.visible().contains(it.office()));
        if (found.isEmpty() || !registration.register(found.get().citizen(), "registrato da un operatore, su richiesta in WhatsApp")) {
            return false;
        }
        table.registered(id);
        story.happened(id, by, "REGISTERED", "l’ha registrata", clock.instant());
        audit.record("conversation.register", Map.of("conversation", id.toString()));
        signals.changed(Inbox.TOPIC);
        return true;
    }
}
