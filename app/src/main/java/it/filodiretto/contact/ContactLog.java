// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.contact;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.conversation.ConversationClosed;
import it.filodiretto.conversation.ConversationId;
import it.filodiretto.conversation.ConversationTable;
import it.filodiretto.conversation.Conversations;
import it.filodiretto.conversation.Outcome;
import it.filodiretto.conversation.RequestTable;
import it.filodiretto.conversation.Routing;
import it.filodiretto.conversation.StoryTable;
import it.filodiretto.conversation.WordTable;
import it.filodiretto.live.Signals;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.operator.Audit;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.page.Italian;
import it.filodiretto.shared.PhoneNumber;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Calls and people at the desk, written down by hand, so that the inbox and its figures know of them too. */
@Component
@Transactional
public class ContactLog {

    private final ConversationTable table;
    private final RequestTable requests;
    private final StoryTable story;
    private final WordTable words;
    private final Routing routing;
    private final Citizens citizens;
    private final Municipalities municipalities;
    private final Audit audit;
    private final Signals signals;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ContactLog(ConversationTable table, RequestTable requests, StoryTable story, WordTable words, Routing routing, Citizens citizens,
            Municipalities municipalities, Audit audit, Signals signals, ApplicationEventPublisher events, Clock clock) {
        this.table = table;
        this.requests = requests;
        this.story = story;
        this.words = words;
        this.routing = routing;
        this.citizens = citizens;
        this.municipalities = municipalities;
        this.audit = audit;
        this.signals = signals;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Somebody called or came.
     *
     * @param channel {@code PHONE} or {@code DESK}
     * @param phone {@code null}: not told
     * @param name as the person gave it; may be empty
     * @param answer what she was told; empty: somebody must still answer
     */
    public record Spoken(ChannelKind channel, @Nullable PhoneNumber phone, String name, String question, String answer) {

        String words() {
            return (channel == ChannelKind.PHONE ? "Al telefono: " : "Allo sportello: ") + question + (answer.isEmpty() ? "" : "\n\nRisposta a voce: " + answer);
        }
    }

    /** Where it was written down: by its words it may be another office's. */
    public record Written(ConversationId id, String office) {}

    /** Who was answered is done; who was not waits with the others. */
    public Written write(Spoken spoken, OperatorId by) {
        var now = clock.instant();
        var citizen = citizen(spoken);
        var arrival = new ConversationTable.Arrival(citizen, routing.office(citizen, spoken.question(), null), spoken.channel(), now, null, false);
        var known = table.openOf(citizen, arrival.office());
        var answered = !spoken.answer().isEmpty();
        var id = known.filter(_ -> answered).orElseGet(() -> table.touch(arrival, null).id());
        requests.spoken(id, arrival, answered);
        citizens.name(citizen).ifPresent(it -> words.add(id, citizen.value(), it, now));
        words.add(id, story.note(id, by, spoken.words(), List.of(), now), spoken.words(), now);
        if (answered && known.isEmpty()) {
            table.close(id, Outcome.ELSEWHERE, spoken.channel() == ChannelKind.PHONE ? "Risposto al telefono" : "Risposto allo sportello", now);
            events.publishEvent(new ConversationClosed(id, citizen));
        } else if (known.isEmpty()) {
            routing.giveTurn(id, arrival.office());
        }
        story.happened(id, by, "SPOKEN", spoken.channel() == ChannelKind.PHONE ? "ha scritto una telefonata" : "ha scritto chi è venuto allo sportello", now);
        audit.record("conversation.spoken", Map.of("conversation", id.toString(), "channel", spoken.channel().name()));
        signals.changed(Conversations.TOPIC);
        return new Written(id, arrival.office());
    }

    private CitizenId citizen(Spoken spoken) {
        var phone = spoken.phone();
        if (phone != null) {
            return citizens.withPhones(List.of(phone)).getFirst();
        }
        return citizens.unknown(!spoken.name().isEmpty() ? spoken.name()
            : (spoken.channel() == ChannelKind.PHONE ? "Telefonata delle " : "Allo sportello alle ") + Italian.clock(clock.instant(), municipalities.current().zone()));
    }
}
