// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outbox;

import it.filodiretto.channel.Channel;
import it.filodiretto.channel.Lanes;
import it.filodiretto.citizen.Address;
import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.citizen.CitizensMerged;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.LaneId;
import it.filodiretto.operator.OperatorId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who floods a channel is shut out of it by an operator, with a reason, until an operator lets her in again. That is so for the town; the
 * channel keeps her away from one number, and from the town's next one as soon as she has written there ({@link BlocksFollow}).
 */
@Service
public class Blocks {

    private static final Logger LOG = LoggerFactory.getLogger(Blocks.class);
    /** The channel keeps away only who wrote since. */
    private static final Duration WINDOW = Duration.ofHours(24);

    private final BlockTable table;
    private final Lanes lanes;
    private final Citizens citizens;
    private final List<Channel> channels;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Blocks(BlockTable table, Lanes lanes, Citizens citizens, List<Channel> channels, Clock clock, PlatformTransactionManager transactions) {
        this.table = table;
        this.lanes = lanes;
        this.citizens = citizens;
        this.channels = channels;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    public record Block(String reason, OperatorId operator, Instant at) {}

    @Transactional(readOnly = true)
    public Optional<Block> of(CitizenId citizen) {
        return table.find(citizen);
    }

    /** Whom the town has shut out now: nothing of it goes to them. */
    @Transactional(readOnly = true)
    public Set<CitizenId> people() {
        return table.all();
    }

    /** Outside of a transaction: the channel is asked first. @return why it was not done, in Italian; empty: it was */
    public Optional<String> block(CitizenId citizen, ChannelKind kind, String reason, OperatorId operator) {
        return ask(citizen, kind, true, lane -> table.put(lane, citizen, new Block(reason, operator, clock.instant())));
    }

    /** As {@link #block}. */
    public Optional<String> unblock(CitizenId citizen, ChannelKind kind) {
        return ask(citizen, kind, false, _ -> table.end(citizen));
    }

    /** Whom another number of the town had shut out, and who has written to this one: outside of a transaction, as {@link #block}. */
    public void follow(ChannelKind kind) {
        lanes.ofCurrentTown(kind).ifPresent(lane -> transaction.execute(_ -> table.backBy(lane.id(), clock.instant().minus(WINDOW)))
            .forEach(citizen -> transaction.execute(_ -> table.find(citizen)).ifPresent(it -> block(citizen, kind, it.reason(), it.operator())
                .ifPresent(why -> LOG.atInfo().addKeyValue("citizen", citizen.value()).addKeyValue("why", why)
                    .log("Who was shut out is not kept away from the town's new number yet; it is tried again")))));
    }

    private interface Done {
        void at(LaneId lane);
    }

    private Optional<String> ask(CitizenId citizen, ChannelKind kind, boolean blocked, Done done) {
        var lane = lanes.ofCurrentTown(kind);
        var channel = channels.stream().filter(it -> it.kind() == kind).findFirst();
        if (lane.isEmpty() || channel.isEmpty()) {
            return Optional.of("Questo canale non c’è.");
        }
        if (!blocked && Boolean.FALSE.equals(transaction.<Boolean>execute(_ -> table.isKeptAway(lane.get().id(), citizen)))) {
            transaction.executeWithoutResult(_ -> done.at(lane.get().id()));
            return Optional.empty();
        }
        var refusal = channel.get().block(lane.get(), citizens.addresses(List.of(citizen)).getOrDefault(citizen, Address.NONE), blocked);
        if (refusal.isEmpty()) {
            transaction.executeWithoutResult(_ -> done.at(lane.get().id()));
        }
        return refusal;
    }

    @EventListener
    @Transactional
    public void merge(CitizensMerged merged) {
        table.merge(merged.from(), merged.into());
    }
}
