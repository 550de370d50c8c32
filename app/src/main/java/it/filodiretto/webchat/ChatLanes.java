// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webchat;

import it.filodiretto.channel.LaneSource;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.Lane;
import it.filodiretto.messaging.LaneId;
import it.filodiretto.municipality.Municipality;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The chats on the towns' sites. */
@Component
class ChatLanes implements LaneSource {

    @Override
    public Optional<Lane> laneOf(Municipality town) {
        return town.webChat().map(_ -> new Lane(LaneId.of(ChannelKind.WEBCHAT, town.slug()), town.id(), ChannelKind.WEBCHAT, town.slug()));
    }
}
