// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.sending;

import it.filodiretto.channel.Channel;
import it.filodiretto.channel.OutgoingMessage;
import it.filodiretto.channel.SendOutcome;
import it.filodiretto.citizen.Address;
import it.filodiretto.media.StoredFile;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.Lane;
import it.filodiretto.messaging.LaneId;
import it.filodiretto.shared.Ids;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.NullMarked;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** A channel whose answers a test writes, lane by lane; it takes the place of WhatsApp in a context of its own. */
@NullMarked
@Order(Ordered.HIGHEST_PRECEDENCE)
public class ScriptedChannel implements Channel {

    /** One message that got as far as the provider. */
    public record Sent(Lane lane, OutgoingMessage message, String externalId, long at) {}

    public final List<Sent> sent = new CopyOnWriteArrayList<>();
    private final Map<LaneId, Function<OutgoingMessage, SendOutcome>> scripts = new ConcurrentHashMap<>();
    private final Map<LaneId, BiFunction<Address, Boolean, Optional<String>>> blocks = new ConcurrentHashMap<>();
    private final Map<LaneId, Integer> rates = new ConcurrentHashMap<>();
    private final Map<LaneId, Integer> atOnce = new ConcurrentHashMap<>();

    public void script(Lane lane, int rate, Function<OutgoingMessage, SendOutcome> script) {
        rates.put(lane.id(), rate);
        scripts.put(lane.id(), script);
    }

    /** How many messages are sent at the same time. */
    public void atOnce(Lane lane, int most) {
        atOnce.put(lane.id(), most);
    }

    /** Who is to be kept away, or let in again, and why not. */
    public void blocking(Lane lane, BiFunction<Address, Boolean, Optional<String>> block) {
        blocks.put(lane.id(), block);
    }

    /** What is left on the lane is not sent any more. */
    public void forget(Lane lane) {
        scripts.remove(lane.id());
        blocks.remove(lane.id());
        atOnce.remove(lane.id());
    }

    public static SendOutcome accept(OutgoingMessage message) {
        return new SendOutcome.Accepted("wamid." + Ids.next(), null);
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.WHATSAPP;
    }

    @Override
    public int rate(Lane lane) {
        return rates.getOrDefault(lane.id(), 0);
    }

    @Override
    public int atOnce(Lane lane) {
        return atOnce.getOrDefault(lane.id(), Integer.MAX_VALUE);
    }

    @Override
    public boolean canSend(Lane lane) {
        return scripts.containsKey(lane.id());
    }

    @Override
    public Optional<String> refusal(StoredFile file) {
        return Optional.empty();
    }

    @Override
    public Optional<String> block(Lane lane, Address who, boolean blocked) {
        return blocks.getOrDefault(lane.id(), (_, _) -> Optional.of("finito")).apply(who, blocked);
    }

    @Override
    public SendOutcome send(Lane lane, OutgoingMessage message) {
        var outcome = scripts.getOrDefault(lane.id(), _ -> new SendOutcome.TryLater("test", "finita", Duration.ofHours(1), true)).apply(message);
        if (outcome instanceof SendOutcome.Accepted accepted) {
            sent.add(new Sent(lane, message, accepted.externalId(), System.nanoTime()));
        }
        return outcome;
    }
}
