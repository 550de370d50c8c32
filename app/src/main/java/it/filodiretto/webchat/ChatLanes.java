// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webchat;

import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.Lane;
import it.filodiretto.messaging.LaneId;
import it.filodiretto.messaging.Lanes;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.Municipality;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Tells the sending engine, at start and before it begins, which towns have a chat on their site. */
@Component
class ChatLanes implements SmartLifecycle {

    private final Municipalities municipalities;
    private final Lanes lanes;
    private volatile boolean running;

    ChatLanes(Municipalities municipalities, Lanes lanes) {
        this.municipalities = municipalities;
        this.lanes = lanes;
    }

    @Override
    public void start() {
        municipalities.all().forEach(this::declare);
        running = true;
    }

    /** Nothing if the town has no chat. */
    void declare(Municipality town) {
        if (town.webChat().isPresent()) {
            lanes.declare(new Lane(LaneId.of(ChannelKind.WEBCHAT, town.slug()), town.id(), ChannelKind.WEBCHAT, town.slug()),
                town.automaticBesideWhatsapp());
        }
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
