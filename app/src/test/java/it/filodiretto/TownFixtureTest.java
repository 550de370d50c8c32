// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.inbound.Inbound;
import it.filodiretto.inbound.InboundMessage;
import it.filodiretto.messaging.InboundContent;
import it.filodiretto.municipality.ChannelMode;
import java.time.Duration;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The towns of the tests are as real as the others. */
@TownTest
@NullMarked
class TownFixtureTest {

    @Autowired Town town;
    @Autowired Town otherTown;
    @Autowired Inbound inbound;

    @Test
    void eachTestHasTownsOfItsOwn() {
        town.citizenWrites(town.newPhone(), "Buongiorno");
        assertThat(town.slug()).isNotEqualTo(otherTown.slug());
        assertThat(town.inTransaction(() -> inbound.newest(10))).extracting(InboundMessage::content)
            .containsExactly(new InboundContent.Text("Buongiorno"));
        assertThat(otherTown.inTransaction(() -> inbound.newest(10))).isEmpty();
    }

    @Test
    void aTownChangesItsModeAndKeepsItsIdentity() {
        var before = town.like("bientina").municipality();
        town.mode(ChannelMode.PEOPLE_ONLY);
        assertThat(town.id()).isEqualTo(before.id());
        assertThat(town.municipality().requireWhatsapp().mode()).isEqualTo(ChannelMode.PEOPLE_ONLY);
        assertThat(town.municipality().requireWhatsapp().automatic()).isEmpty();
    }

    @Test
    void timePassesForTheTown() {
        var before = town.now();
        town.timePasses(Duration.ofHours(24));
        assertThat(town.now()).isAfter(before.plus(Duration.ofHours(23)));
    }
}
