// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outbox;

import it.filodiretto.channel.HandDelivery;
import it.filodiretto.channel.Lanes;
import it.filodiretto.citizen.CitizenId;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.Lane;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.MessageId;
import it.filodiretto.messaging.Origin;
import it.filodiretto.messaging.Priority;
import it.filodiretto.municipality.Office;
import it.filodiretto.shared.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Sends one message to one person: it is queued in the caller's transaction, with the reason for it, or delivered there and then. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class Outbox {

    /** After a citizen's last message WhatsApp takes free text for 24 hours; later only a template. */
    public static final Duration SERVICE_WINDOW = Duration.ofHours(24);

    private final OutgoingTable messages;
    private final WindowTable windows;
    private final RestraintTable restraints;
    private final StuckTable stuck;
    private final Lanes lanes;
    private final List<HandDelivery> hands;
    private final Wakeups wakeups;
    private final Clock clock;

    Outbox(OutgoingTable messages, WindowTable windows, RestraintTable restraints, StuckTable stuck, Lanes lanes, List<HandDelivery> hands,
            Wakeups wakeups, Clock clock) {
        this.messages = messages;
        this.windows = windows;
        this.restraints = restraints;
        this.stuck = stuck;
        this.lanes = lanes;
        this.hands = hands;
        this.wakeups = wakeups;
        this.clock = clock;
    }

    /**
     * Queues the message on the current municipality's WhatsApp lane, before everything that goes to many.
     *
     * @throws IllegalStateException if the municipality has no such lane
     * @throws org.springframework.dao.DataIntegrityViolationException if the channel is of people only and does not allow this kind
     */
    public MessageId send(CitizenId to, MessageContent content, Origin origin) {
        return send(to, content, null, origin, Priority.ANSWER);
    }

    /** @param otherwise what goes if the person's 24 hours are over when its turn comes */
    public MessageId send(CitizenId to, MessageContent content, MessageContent.@Nullable Template otherwise, Origin origin, Priority priority) {
        var lane = lane(ChannelKind.WHATSAPP);
        var id = messages.enqueue(lane.id(), to, content, otherwise, origin, priority);
        wakeups.afterCommit(lane.id());
        return id;
    }

    /** An answer to somebody who wrote. @param office in whose name; {@code null}: the town's first */
    public record Reply(ChannelKind channel, CitizenId to, MessageContent content, Origin origin, @Nullable Office office) {}

    /** On the channel by which somebody wrote; handed over at once where a {@link HandDelivery} can. @param after until then it can be taken back by {@link #withdraw} */
    public MessageId answer(Reply reply, Duration after) {
        var lane = lane(reply.channel());
        return after.isPositive() ? enqueue(lane, reply, after) : handOver(lane, reply).orElseGet(() -> enqueue(lane, reply, after));
    }

    private Optional<MessageId> handOver(Lane lane, Reply reply) {
        var message = new HandDelivery.Message(MessageId.single(Ids.next()), reply.to(), reply.content(), reply.origin(), reply.office());
        var external = hands.stream().filter(it -> it.kind() == lane.channel()).findFirst().flatMap(it -> it.deliver(message));
        external.ifPresent(it -> messages.delivered(lane.id(), message, it));
        return external.map(_ -> message.id());
    }

    private MessageId enqueue(Lane lane, Reply reply, Duration after) {
        var id = messages.enqueue(lane.id(), reply.to(), reply.content(), null, reply.origin(), Priority.ANSWER);
        if (after.isPositive()) {
            messages.putOff(id, after);
        }
        wakeups.afterCommit(lane.id());
        return id;
    }

    /** Whether the current municipality can send by it now: it may have given up what it had. */
    public boolean hasAccount(ChannelKind channel) {
        return lanes.ofCurrentTown(channel).isPresent();
    }

    /** Takes a message back that has not left. @return false if it is too late */
    public boolean withdraw(MessageId message) {
        return messages.withdraw(message);
    }

    /** The answer to its attempt was lost, and no report came: it goes again, and perhaps arrives twice. @return false if its fate is known meanwhile */
    public boolean sendStuckAgain(CitizenId to, UUID message) {
        var lane = stuck.sendAgain(to, message);
        lane.ifPresent(wakeups::afterCommit);
        return lane.isPresent();
    }

    /** It goes no more, and perhaps never arrived: failed, until a report says otherwise. @return false if its fate is known meanwhile */
    public boolean closeStuck(CitizenId to, UUID message) {
        return stuck.close(to, message);
    }

    private Lane lane(ChannelKind channel) {
        return lanes.ofCurrentTown(channel)
            .orElseThrow(() -> new IllegalStateException("This municipality has no account of " + channel + " to send from"));
    }

    /** The person said on the channel that promotional messages are wanted (again), or not. What she said last counts, whatever is heard last. */
    public void marketing(CitizenId citizen, boolean wanted, Instant at) {
        lanes.ofCurrentTown(ChannelKind.WHATSAPP).ifPresent(it -> restraints.marketing(it.id(), citizen, wanted, at));
    }

    /** Whether this person has said in WhatsApp that promotional messages of ours are not wanted. */
    public boolean refusesMarketing(CitizenId citizen) {
        return lanes.ofCurrentTown(ChannelKind.WHATSAPP)
            .filter(it -> restraints.of(it.id(), List.of(citizen), true).get(citizen) == RestraintTable.Restraint.NO_MARKETING).isPresent();
    }

    /** Until when free text may go to this person; empty or past: only a template. */
    public Optional<Instant> windowEnd(CitizenId citizen) {
        return lanes.ofCurrentTown(ChannelKind.WHATSAPP).flatMap(it -> windows.lastInbound(it.id(), citizen)).map(it -> it.plus(SERVICE_WINDOW));
    }

    /** Whether free text may go to this person now. */
    public boolean windowIsOpen(CitizenId citizen) {
        return windowEnd(citizen).filter(it -> clock.instant().isBefore(it)).isPresent();
    }

    /** Those to whom free text may go now. */
    public Set<CitizenId> withOpenWindow() {
        return lanes.ofCurrentTown(ChannelKind.WHATSAPP).map(it -> windows.openSince(it.id(), clock.instant().minus(SERVICE_WINDOW))).orElse(Set.of());
    }
}
