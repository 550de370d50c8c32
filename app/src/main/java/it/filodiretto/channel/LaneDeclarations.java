// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.channel;

import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.Municipality;
import java.util.EnumSet;
import java.util.List;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Makes the lanes of all towns and channels known, and forgets those they have given up, before the sending engine begins. */
@Component
class LaneDeclarations implements SmartLifecycle {

    private final Municipalities municipalities;
    private final List<LaneSource> sources;
    private final Lanes lanes;
    private volatile boolean running;

    LaneDeclarations(Municipalities municipalities, List<LaneSource> sources, Lanes lanes) {
        this.municipalities = municipalities;
        this.sources = sources;
        this.lanes = lanes;
    }

    @Override
    public void start() {
        municipalities.all().forEach(this::declare);
        running = true;
    }

    private void declare(Municipality town) {
        var channels = EnumSet.noneOf(ChannelKind.class);
        sources.forEach(source -> source.laneOf(town).ifPresent(lane -> {
            lanes.declare(lane, source.allowedIn(town));
            channels.add(lane.channel());
        }));
        lanes.keepOnly(town.id(), channels);
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 1_000;
    }
}
