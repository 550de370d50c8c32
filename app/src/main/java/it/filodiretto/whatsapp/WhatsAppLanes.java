// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import it.filodiretto.channel.LaneSource;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.Lane;
import it.filodiretto.messaging.LaneId;
import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.municipality.Municipality;
import it.filodiretto.municipality.WhatsAppAccount;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The towns' numbers, and what may leave them unasked. */
@Component
class WhatsAppLanes implements LaneSource {

    @Override
    public Optional<Lane> laneOf(Municipality town) {
        return Optional.ofNullable(town.whatsapp()).map(WhatsAppAccount::phoneNumberId)
            .map(number -> new Lane(LaneId.of(ChannelKind.WHATSAPP, number), town.id(), ChannelKind.WHATSAPP, number));
    }

    @Override
    public @Nullable Set<AutomaticKind> allowedIn(Municipality town) {
        return allowed(town.requireWhatsapp());
    }

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
}
