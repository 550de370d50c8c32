// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.citizen.CitizensFoundSame;
import it.filodiretto.citizen.CitizensMerged;
import it.filodiretto.citizen.CitizensParted;
import it.filodiretto.correspondence.Correspondence;
import it.filodiretto.inbound.InboundMessage;
import it.filodiretto.inbound.Receiver;
import it.filodiretto.live.Signals;
import it.filodiretto.messaging.BulkId;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.MessageId;
import it.filodiretto.municipality.Office;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.outbox.ReplyFailed;
import it.filodiretto.sending.Deliveries;
import it.filodiretto.shared.Ids;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Everything other modules may do with conversations. The last receiver: what nobody else took is for people, by whichever
 * channel it came. A second channel only has a lane of its own: its messages come by {@code inbound.Inbound}, and the
 * answers leave by its {@code channel.Channel}.
 */
@Service
@Order(300)
@Transactional
public class Conversations implements Receiver {

    /** Who writes so soon after a notice most probably answers it. */
    private static final Duration ANSWERS_A_NOTICE = Duration.ofHours(24);

    private final ConversationTable table;
    private final Answers answers;
    private final RequestTable requests;
    private final WordTable words;
    private final Routing routing;
    private final Deliveries deliveries;
    private final Correspondence correspondence;
    private final Citizens citizens;
    private final Newcomers newcomers;
    private final StoryTable story;
    private final Signals signals;
    private final Clock clock;

    Conversations(ConversationTable table, Answers answers, RequestTable requests, WordTable words, Routing routing, Deliveries deliveries,
            Correspondence correspondence, Citizens citizens, Newcomers newcomers, StoryTable story, Signals signals, Clock clock) {
        this.table = table;
        this.answers = answers;
        this.requests = requests;
        this.words = words;
        this.routing = routing;
        this.deliveries = deliveries;
        this.correspondence = correspondence;
        this.citizens = citizens;
        this.newcomers = newcomers;
        this.story = story;
        this.signals = signals;
        this.clock = clock;
    }

    /** Not taken where the channel only sends: nobody reads it there. */
    @Override
    public boolean receive(InboundMessage message) {
        var channel = message.lane().channel();
        if (!answers.isRead(channel)) {
            return false;
        }
        var unregistered = newcomers.isUnregistered(channel, message.citizen());
        var answered = answered(message).orElse(null);
        var office = routing.office(message.citizen(), message.content().words(), answered);
        var arrival = new ConversationTable.Arrival(message.citizen(), office, channel, message.writtenAt(), answered, unregistered);
        words.addAtTheEnd(touch(arrival), message.id(), message.content().words(), message.writtenAt());
        return true;
    }

    /** Search finds what she says now, and not what she has taken back. */
    @Override
    public void corrected(UUID message, CitizenId citizen, String externalId) {
        var remarks = correspondence.remarks(citizen, externalId);
        var edited = remarks.edited();
        if (remarks.revoked()) {
            words.correctAtTheEnd(message, null);
        } else if (edited != null) {
            words.correctAtTheEnd(message, edited.words());
        }
    }

    @Override
    public boolean takesTheRest(ChannelKind channel) {
        return answers.isRead(channel);
    }

    /**
     * Queues a person's answer, to leave at once.
     *
     * @param operator who wrote it; {@code null}: a program, which a channel of people only refuses
     */
    public ReplyOutcome reply(ConversationId id, MessageContent.Text text, @Nullable OperatorId operator) {
        return answers.give(new Answers.Answer(id, text, operator, null, Duration.ZERO));
    }

    /** Of {@link Signals}: some talk of the town has changed, and operators see it. */
    public static final String TOPIC = "inbox";

    /** Who has written by this channel and is followed by nobody yet, longest first. */
    @Transactional(readOnly = true)
    public List<CitizenId> unfollowed(ChannelKind channel) {
        return table.unfollowed(channel);
    }

    /** Whether somebody is at the console now who answers what is new: who writes notices alone, or works for another office, does not. */
    @Transactional(readOnly = true)
    public boolean isAnybodyThere() {
        return routing.isAnybodyThere();
    }

    /** After how long half of the people were answered lately, in opening time; empty: they were too few to say. */
    @Transactional(readOnly = true)
    public Optional<Duration> usualWait(ChannelKind channel) {
        return requests.usualWait(channel);
    }

    /** The talk in which this person wrote last, if there is one: for a channel that shows people their own talk. */
    @Transactional(readOnly = true)
    public Optional<ConversationId> of(CitizenId citizen) {
        return table.latestOf(citizen);
    }

    /** Which office answered with this message, whosever the talk is by now; empty: it belongs to no talk. */
    @Transactional(readOnly = true)
    public Optional<Office> officeOf(MessageId answer) {
        return table.officeOf(answer.id()).flatMap(routing::named);
    }

    /** Whether a talk of this person goes on by this channel, with whichever office. */
    @Transactional(readOnly = true)
    public boolean goesOn(CitizenId citizen, ChannelKind channel) {
        return table.goesOn(citizen, channel);
    }

    /** What the person did besides writing, for the story of her talk. @param kind in capitals; {@code words} as operators read them */
    public void happened(CitizenId citizen, String kind, String words) {
        table.latestOf(citizen).ifPresent(it -> {
            story.happened(it, null, kind, words, clock.instant());
            signals.changed(TOPIC, it.value());
        });
    }

    /** Something that operators see of this person's talk has changed: she reads, or is writing. */
    public void changed(CitizenId citizen) {
        table.latestOf(citizen).ifPresent(it -> signals.changed(TOPIC, it.value()));
    }

    /** The answer will not arrive: the person waits again, and somebody sees it. */
    @EventListener
    public void waitsAgain(ReplyFailed failed) {
        requests.unanswered(failed.message());
        table.waitsAgain(failed.message(), failed.writtenAt()).forEach(it -> {
            story.happened(it, null, "NOT_ARRIVED", "La risposta non è arrivata: aspetta di nuovo", clock.instant());
            signals.changed(TOPIC, it.value());
        });
    }

    /** Nobody answers the one or the other meanwhile: an answer that is not there yet would stay behind with who is no more. */
    @EventListener
    public void hold(CitizensFoundSame persons) {
        table.holdOf(List.of(persons.from(), persons.into()));
    }

    @EventListener
    public void merge(CitizensMerged merged) {
        table.merge(merged.from(), merged.into());
    }

    /** Who has written something is found again; who has not, has no talk. */
    @EventListener
    public void part(CitizensParted parted) {
        for (var citizen : List.of(parted.from(), parted.into())) {
            var latest = correspondence.latest(List.of(citizen)).get(citizen);
            if (latest == null) {
                table.remove(citizen);
            } else if (citizen.equals(parted.from())) {
                touch(new ConversationTable.Arrival(citizen, routing.first(), ChannelKind.WHATSAPP, latest.at(), null, false));
            }
        }
    }

    private ConversationId touch(ConversationTable.Arrival arrival) {
        var touched = table.touch(arrival, Ids.next());
        if (touched.newRequest()) {
            citizens.name(arrival.citizen()).ifPresent(it -> words.addAtTheEnd(touched.id(), arrival.citizen().value(), it, arrival.at()));
            routing.giveTurn(touched.id(), arrival.office());
        }
        signals.changed(TOPIC, touched.id().value());
        return touched.id();
    }

    /** The notice it answers, by the channel of the notices: by the message it quotes, else by the last one of the 24 hours before. */
    private Optional<BulkId> answered(InboundMessage message) {
        if (!message.lane().channel().carriesNotices()) {
            return Optional.empty();
        }
        var quoted = Optional.ofNullable(message.quoted()).flatMap(deliveries::find);
        return quoted.isPresent() ? quoted.map(Deliveries.Sent::bulk)
            : deliveries.latestBulk(message.citizen(), message.writtenAt().minus(ANSWERS_A_NOTICE), message.writtenAt().plusSeconds(1));
    }
}
