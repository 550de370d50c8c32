// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.channel;

import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.Lane;
import it.filodiretto.messaging.LaneId;
import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.MunicipalityId;
import it.filodiretto.shared.Recent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The sender accounts of all municipalities. */
@Service
@Transactional
public class Lanes {

    private final LaneTable table;
    /** Each message asks, some of them four times. What another process gives up is seen to by {@code GivenUpLanes}, this second's messages too. */
    private final Recent<Place, Optional<Lane>> known = new Recent<>(Duration.ofSeconds(1), it -> lookUp(it.channel()));

    /** Where a lane is looked for. */
    private record Place(MunicipalityId town, ChannelKind channel) {}

    Lanes(LaneTable table) {
        this.table = table;
    }

    /** Makes the lane known, or renews what is allowed on it. @param allowedAutomatic {@code null}: all kinds */
    public void declare(Lane lane, @Nullable Set<AutomaticKind> allowedAutomatic) {
        known.forgetWithTransaction(new Place(lane.town(), lane.channel()));
        table.declare(lane, allowedAutomatic);
    }

    /** Of what the town sent by, these are left. What is in the queue of another is seen to by {@code GivenUpLanes}. */
    public void keepOnly(MunicipalityId town, Set<ChannelKind> channels) {
        Arrays.stream(ChannelKind.values()).forEach(it -> known.forgetWithTransaction(new Place(town, it)));
        table.keepOnly(town, channels);
    }

    public Optional<Lane> find(LaneId id) {
        return table.find(id);
    }

    /** The lane of a channel of the current municipality, if it has one. */
    public Optional<Lane> ofCurrentTown(ChannelKind channel) {
        return known.of(new Place(CurrentMunicipality.require(), channel));
    }

    private Optional<Lane> lookUp(ChannelKind channel) {
        return table.ofTown(channel);
    }

    /** What is wrong with the current municipality's lanes now. */
    public List<Alarm> alarms() {
        return table.alarms();
    }

    /** Somebody has acted: one message tries the current municipality's stopped accounts now, not when its turn would come. */
    public void tryAgain(ChannelKind channel) {
        table.ofTown(channel).ifPresent(it -> table.tryAgain(it.id()));
    }

    /** @param words in Italian, what it is and what follows */
    public record Alarm(LaneId lane, String code, String words, Instant since) {}
}
