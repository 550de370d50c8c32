// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.Lane;
import it.filodiretto.messaging.LaneId;
import it.filodiretto.messaging.Lanes;
import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.Municipality;
import it.filodiretto.municipality.WhatsAppAccount;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Tells the sending engine, at start and before it begins, which WhatsApp numbers there are and what may leave them unasked. */
@Component
class LaneDeclarations implements SmartLifecycle {

    private final Municipalities municipalities;
    private final Lanes lanes;
    private volatile boolean running;

    LaneDeclarations(Municipalities municipalities, Lanes lanes) {
        this.municipalities = municipalities;
        this.lanes = lanes;
    }

    @Override
    public void start() {
        municipalities.all().forEach(this::declare);
        running = true;
    }

    /** Nothing if the town has no WhatsApp number. */
    void declare(Municipality town) {
        var account = town.whatsapp();
        if (account != null) {
            var number = account.phoneNumberId();
            lanes.declare(new Lane(LaneId.of(ChannelKind.WHATSAPP, number), town.id(), ChannelKind.WHATSAPP, number), allowed(account));
        }
    }

    /** What may leave without a person's hand; null: everything. */
    private static @Nullable Set<AutomaticKind> allowed(WhatsAppAccount account) {
        return switch (account.mode()) {
            case TWO_WAY -> null;
            case PEOPLE_ONLY -> account.automatic();
            case ONE_WAY -> {
                var kinds = EnumSet.of(AutomaticKind.WELCOME, AutomaticKind.FAREWELL, AutomaticKind.QUESTION, AutomaticKind.NOTICE);
                if (account.allows(AutomaticKind.COURTESY)) {
                    kinds.add(AutomaticKind.COURTESY);
                }
                yield kinds;
            }
        };
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
