// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.messaging.InboundContent;
import it.filodiretto.municipality.AutomaticKind;
import it.filodiretto.municipality.ChannelMode;
import it.filodiretto.shared.Ids;
import it.filodiretto.shared.PhoneNumber;
import java.time.Duration;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@TownTest
@NullMarked
class UnreadMessagesTest {

    @Autowired Town town;
    @Autowired UnreadMessages unread;
    @Autowired JdbcClient db;

    @Test
    @DisplayName("BI-09: what nobody reads is deleted after its days; the word that subscribed stays as evidence, and what people read stays with its remarks")
    void BI_09_whatNobodyReadsIsDeleted() {
        town.like("bientina").mode(ChannelMode.TWO_WAY, AutomaticKind.WELCOME);
        var read = town.newPhone();
        var question = "wamid." + Ids.next();
        town.arrives(read, new InboundContent.Text("Quando aprite?"), town.now(), question);
        town.arrives(read, new InboundContent.Revoke(question), town.now(), "wamid." + Ids.next());
        town.mode(ChannelMode.ONE_WAY, AutomaticKind.WELCOME);
        var phone = town.newPhone();
        town.citizenWrites(phone, "Attiva");
        town.citizenWrites(phone, "c’è nessuno?");
        town.arrives(phone, new InboundContent.Reaction("wamid.notice", "👍"), town.now(), "wamid." + Ids.next());
        town.inTown(() -> unread.workFor(town.municipality()));
        assertThat(kept(phone)).isEqualTo(3);
        town.timePasses(Duration.ofDays(31));
        town.citizenWrites(phone, "e adesso?");
        town.inTown(() -> unread.workFor(town.municipality()));
        assertThat(kept(phone)).as("«Attiva», and what is new").isEqualTo(2);
        assertThat(kept(read)).as("the question, and that it was taken back").isEqualTo(2);
    }

    private long kept(PhoneNumber phone) {
        var citizen = town.citizen(phone);
        return town.inTransaction(() -> db.sql("select count(*) from inbound_message where citizen_id = ?").param(citizen.value()).query(Long.class).single());
    }
}
