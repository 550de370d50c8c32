// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What people do beyond writing. */
class InboundTest extends SimulatedTown {

    private Chat rosa;

    @BeforeEach
    void start() throws Exception {
        rosa = simulator.phone("+393471231101").chat("100");
    }

    private JsonNode post(int count) {
        await().until(() -> town.posts.size() == count);
        return town.posts.getLast().value();
    }

    @Test
    void wordsAreChangedAndTakenBack() {
        var id = rosa.write("via Rma");
        post(1);
        rosa.edit(id, "via Roma");
        assertThat(post(2).at("/messages/0/edit/message/text/body").asString()).isEqualTo("via Roma");
        assertThat(rosa.messages()).extracting(PhoneMessage::text).containsExactly("via Roma");
        rosa.revoke(id);
        assertThat(post(3).at("/messages/0/revoke/original_message_id").asString()).isEqualTo(id);
        assertThat(rosa.messages()).extracting(PhoneMessage::text).containsExactly("Messaggio eliminato");
    }

    @Test
    void whoStopsMarketingGetsNoneUntilItIsResumed() throws Exception {
        simulator.templates().approved("1000", "festa", "it", "MARKETING", "Festa: {{1}}. Saluti.");
        rosa.marketing(false);
        assertThat(post(1).at("/user_preferences/0/value").asString()).isEqualTo("stop");
        town.send(simulator, TownHall.template("393471231101", "festa", "neve"));
        await().until(() -> town.statuses().contains("failed " + simulator.accepted().getLast().id()));
        rosa.marketing(true);
        town.send(simulator, TownHall.template("393471231101", "festa", "neve"));
        await().until(() -> town.statuses().contains("delivered " + simulator.accepted().getLast().id()));
    }

    @Test
    void cardsPostsFilesAndAnyOtherFieldComeIn() throws Exception {
        rosa.contact("Ugo", "+393402223334");
        assertThat(post(1).at("/messages/0/contacts/0/phones/0/wa_id").asString()).isEqualTo("393402223334");
        rosa.writeFromPost("ciao", "Il Comune su WhatsApp");
        assertThat(post(2).at("/messages/0/referral/source_type").asString()).isEqualTo("post");
        rosa.attach(Picture.voice());
        assertThat(post(3).at("/messages/0/audio/voice").asBoolean()).isTrue();
        rosa.attach(Picture.document());
        assertThat(post(4).at("/messages/0/document/filename").asString()).isEqualTo("modulo.pdf");
        town.call(simulator, "POST", "/_control/field", """
                {"account":"100","field":"smb_message_echoes","metadata":true,"value":{"message_echoes":[{"id":"wamid.x","type":"text"}]}}""");
        assertThat(post(5).at("/metadata/phone_number_id").asString()).isEqualTo("100");
        town.call(simulator, "POST", "/_control/field", """
                {"account":"100","field":"account_update","value":{"event":"ACCOUNT_RESTRICTION"}}""");
        assertThat(post(6).has("metadata")).isFalse();
    }
}
