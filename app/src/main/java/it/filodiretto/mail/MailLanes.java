// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.mail;

import it.filodiretto.channel.LaneSource;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.Lane;
import it.filodiretto.messaging.LaneId;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.Municipality;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The towns' mailboxes. */
@Component
class MailLanes implements LaneSource {

    private final MailboxSettings settings;

    MailLanes(MailboxSettings settings, Municipalities municipalities) {
        settings.check(municipalities.all().stream().map(Municipality::slug).toList());
        this.settings = settings;
    }

    @Override
    public Optional<Lane> laneOf(Municipality town) {
        return settings.of(town.slug()).map(it -> lane(town, it));
    }

    static Lane lane(Municipality town, MailboxSettings.Box box) {
        return new Lane(LaneId.of(ChannelKind.MAIL, box.address()), town.id(), ChannelKind.MAIL, box.address());
    }
}
