// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.messaging.InboundContent;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Of what a person is told that it was read. */
@TownTest
class ReadMarksTest {

    @Autowired Town town;
    @Autowired SeenTable seen;

    @Test
    void whatIsMarkedAsReadIsAMessageAndNoCall() {
        var phone = town.newPhone();
        var citizen = town.arrives(phone, new InboundContent.Text("Buongiorno"), town.now(), "wamid.words");
        town.arrives(phone, new InboundContent.Call(), town.now().plusSeconds(1), "wacid.call");
        assertThat(town.inTransaction(() -> seen.newest(citizen))).hasValueSatisfying(it -> assertThat(it.externalId()).isEqualTo("wamid.words"));
        assertThat(town.inTransaction(() -> seen.see(citizen))).hasValueSatisfying(it -> assertThat(it.externalId()).isEqualTo("wamid.words"));
        assertThat(town.inTransaction(() -> seen.see(citizen))).as("told once").isEmpty();
    }
}
