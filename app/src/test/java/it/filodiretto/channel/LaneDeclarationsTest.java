// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.channel;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.Lane;
import it.filodiretto.messaging.LaneId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Which accounts a town has after a start. */
@TownTest
class LaneDeclarationsTest {

    @Autowired Town town;
    @Autowired Lanes lanes;
    @Autowired LaneDeclarations declarations;

    @Test
    void aTownThatGivesUpItsMailboxHasNoneFromTheNextStartOn() {
        var mail = new Lane(LaneId.of(ChannelKind.MAIL, town.slug()), town.id(), ChannelKind.MAIL, town.slug());
        lanes.declare(mail, null);
        assertThat(town.inTown(() -> lanes.ofCurrentTown(ChannelKind.MAIL))).contains(mail);
        declarations.start();
        assertThat(town.inTown(() -> lanes.ofCurrentTown(ChannelKind.MAIL))).isEmpty();
        assertThat(town.lane().channel()).as("what its file names stays").isEqualTo(ChannelKind.WHATSAPP);
        assertThat(lanes.find(mail.id())).as("for what was said by it").isPresent();
    }
}
