// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webchat;

import it.filodiretto.channel.Lanes;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.citizen.CitizensMerged;
import it.filodiretto.citizen.CitizensParted;
import it.filodiretto.conversation.Conversations;
import it.filodiretto.inbound.Inbound;
import it.filodiretto.inbound.InboundMessage;
import it.filodiretto.live.Signals;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.Lane;
import it.filodiretto.messaging.MessageId;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.sending.Deliveries;
import it.filodiretto.sending.DeliveryReport;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The talks in the chat, as the people who write there begin and carry them on. */
@Component
@Transactional
public class Chats {

    private static final Duration WRITING = Duration.ofSeconds(8);

    private final ChatSessionTable sessions;
    private final ChatLineTable lines;
    private final ChatHours hours;
    private final Citizens citizens;
    private final Lanes lanes;
    private final Inbound inbound;
    private final Deliveries deliveries;
    private final Conversations conversations;
    private final Municipalities municipalities;
    private final Signals signals;
    private final Clock clock;

    Chats(ChatSessionTable sessions, ChatLineTable lines, ChatHours hours, Citizens citizens, Lanes lanes, Inbound inbound, Deliveries deliveries,
            Conversations conversations, Municipalities municipalities, Signals signals, Clock clock) {
        this.sessions = sessions;
        this.lines = lines;
        this.hours = hours;
        this.citizens = citizens;
        this.lanes = lanes;
        this.inbound = inbound;
        this.deliveries = deliveries;
        this.conversations = conversations;
        this.municipalities = municipalities;
        this.signals = signals;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Optional<ChatSession> find(ChatKey key) {
        return sessions.find(key);
    }

    /** Says it in the talk that the key opens; if there is none yet, the talk begins with it. */
    public ChatOutcome say(ChatKey key, ChatDraft draft) {
        var flaw = draft.flaw();
        if (!flaw.isEmpty()) {
            return new ChatOutcome.Unsuitable(flaw);
        }
        var known = sessions.find(key);
        return known.isPresent() && hours.isWritable(known.get()) ? say(known.get(), draft)    // a repeat is noticed where it would be written down
            : settled(known, draft.clientId()).orElseGet(() -> say(known.orElseGet(() -> begin(key)), draft));
    }

    /** What is to be answered to this message, whatever it says; empty: it may be said. */
    @Transactional(readOnly = true)
    public Optional<ChatOutcome> settled(ChatKey key, String clientId) {
        return settled(sessions.find(key), clientId);
    }

    private Optional<ChatOutcome> settled(Optional<ChatSession> known, String clientId) {
        Optional<ChatOutcome> said = known.flatMap(it -> lines.number(it.id(), clientId).map(number -> new ChatOutcome.Said(it, number)));
        if (said.isPresent()) {
            return said;
        }
        return known.filter(ChatSession::isEnded).isPresent() ? Optional.of(new ChatOutcome.Ended())
            : hours.isWritable(known.orElse(null)) ? Optional.empty() : Optional.of(new ChatOutcome.Closed());
    }

    /** The person has seen the lines up to this one. */
    public void read(ChatKey key, int number) {
        var session = sessions.find(key);
        var before = session.flatMap(it -> sessions.citizenRead(it.id(), number));
        if (before.isPresent()) {
            var now = clock.instant();
            var reports = lines.after(session.get().id(), before.get()).stream().filter(it -> it.isOurs() && it.number() <= number)
                .map(it -> new DeliveryReport(ChatDelivery.external(it.message()), MessageId.single(it.message()), DeliveryReport.Status.READ, now, null, null)).toList();
            if (!reports.isEmpty()) {
                deliveries.record(lane(), reports, "chat");
                conversations.changed(session.get().citizen());
            }
        }
    }

    /** The person is writing. */
    public void writes(ChatKey key) {
        sessions.find(key).filter(it -> !it.isEnded()).ifPresent(it -> {
            sessions.citizenWrites(it.id(), WRITING);
            conversations.changed(it.citizen());
        });
    }

    private Lane lane() {
        return lanes.ofCurrentTown(ChannelKind.WEBCHAT).orElseThrow(() -> new IllegalStateException("This municipality has no chat"));
    }

    /** The talk that the key opens; a new one if there is none. */
    public ChatSession begin(ChatKey key) {
        sessions.lock(key);
        return sessions.find(key).orElseGet(() -> {
            var code = ChatCode.next(municipalities.current().name());
            var session = sessions.insert(citizens.unknown("Chat " + code), code, clock.instant());
            sessions.admit(key, session.id());
            return session;
        });
    }

    public boolean isSaid(ChatSession session, String clientId) {
        return lines.number(session.id(), clientId).isPresent();
    }

    public ChatOutcome say(ChatSession session, ChatDraft draft) {
        var now = clock.instant();
        var message = new InboundMessage(draft.id(), lane(), session.citizen(), external(session, draft.clientId()), draft.content(), now, now, null);
        if (!inbound.receive(message)) {
            return new ChatOutcome.Said(session, lines.number(session.id(), draft.clientId()).orElseThrow());
        }
        var line = new ChatLine(0, message.id(), draft.clientId(), null, null, draft.text(), draft.file() == null ? null : draft.file().id().value(), now);
        var number = lines.add(session.id(), line);
        signals.changed(session.topic(), new ChatEntry(line.at(number), draft.file()));
        return new ChatOutcome.Said(session, number);
    }

    /** The channel's id of a message of the person: whose talk, and the browser's own id. */
    static String external(ChatSession session, String clientId) {
        return session.id() + "." + clientId;
    }

    @EventListener
    public void merge(CitizensMerged merged) {
        sessions.merge(merged.from(), merged.into());
    }

    @EventListener
    public void part(CitizensParted parted) {
        sessions.part(parted);
    }
}
