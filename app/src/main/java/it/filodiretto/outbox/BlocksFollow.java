// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outbox;

import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.municipality.Municipality;
import it.filodiretto.municipality.TownWork;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Meta keeps people away from a number and not from a town: whom the town shut out before it had this one is shut out of it once she writes there. */
@Component
class BlocksFollow implements TownWork {

    private final Blocks blocks;

    BlocksFollow(Blocks blocks) {
        this.blocks = blocks;
    }

    @Override
    public Duration pause() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void workFor(Municipality town) {
        blocks.follow(ChannelKind.WHATSAPP);
    }
}
