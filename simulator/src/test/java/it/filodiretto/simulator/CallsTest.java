// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CallsTest extends SimulatedTown {

    private Chat chat;

    @BeforeEach
    void start() throws Exception {
        chat = simulator.phone("+393471231101").chat("100");
    }

    private List<JsonNode> calls(String event) {
        return town.posts.stream().map(it -> it.value().at("/calls/0")).filter(it -> it.path("event").asString("").equals(event)).toList();
    }

    private int answer(String id, String action, String more) throws Exception {
        return TownHall.code(town.call(simulator, "POST", "/v26.0/100/calls",
                "{\"messaging_product\":\"whatsapp\",\"call_id\":\"" + id + "\",\"action\":\"" + action + "\"" + more + "}"));
    }

    @Test
    void whoIsNotAnsweredGivesUp() {
        chat.call();
        await().until(() -> calls("connect").size() == 1 && calls("terminate").size() == 1);
        assertThat(calls("terminate").getFirst().path("status").asString()).isEqualTo("FAILED");
        assertThat(chat.messages().getFirst().text()).isEqualTo("Chiamata WhatsApp, senza risposta");
    }

    @Test
    void anAcceptedCallLastsUntilItIsEnded() throws Exception {
        simulator.change(it -> it.calls(new CallRules(Duration.ofSeconds(30))));
        simulator.clock().stop();
        var id = chat.call();
        assertThat(answer(id, "accept", "")).isEqualTo(100);
        assertThat(answer(id, "accept", ",\"session\":{\"sdp_type\":\"answer\",\"sdp\":\"v=0\"}")).isZero();
        assertThat(chat.messages().getFirst().text()).isEqualTo("Chiamata WhatsApp, in corso");
        simulator.clock().move(Duration.ofSeconds(42));
        assertThat(answer(id, "terminate", "")).isZero();
        await().until(() -> calls("terminate").size() == 1);
        assertThat(calls("terminate").getFirst().path("status").asString()).isEqualTo("COMPLETED");
        assertThat(calls("terminate").getFirst().path("duration").asInt()).isEqualTo(42);
        assertThat(answer(id, "terminate", "")).isEqualTo(131009);
    }

    @Test
    void aGroupsMessageComesAndOpensNoWindow() throws Exception {
        town.call(simulator, "POST", "/_control/phones/393471231101/messages", "{\"account\":\"100\",\"text\":\"ciao a tutti\",\"group_id\":\"g1\"}");
        await().until(() -> town.posts.size() == 1);
        assertThat(town.posts.getFirst().value().at("/messages/0/group_id").asString()).isEqualTo("g1");
        assertThat(TownHall.code(town.send(simulator, TownHall.text("393471231101", "ciao")))).isEqualTo(131047);
    }

    @Test
    void aWebhookThatNobodyTakesIsGivenUpInTheEnd() {
        assertThat(simulator.rules().webhooks().retryFor()).isEqualTo(Duration.ofDays(7));
        simulator.change(it -> it.webhooks(it.webhooks().retryFor(Duration.ofSeconds(1))));
        for (var count = 0; count < 100; count++) {
            town.answers.add(500);
        }
        chat.write("ciao");
        await().until(() -> simulator.webhooksWaiting() == 0);
        assertThat(town.posts.size()).isBetween(2, 20);
        assertThat(chat.messages().getFirst().state()).isEqualTo("sent");
    }

    @Test
    void aBodyNeverExceeds3Megabytes() throws Exception {
        simulator.statuses(StatusRules.Flow.KEPT);
        chat.write("ciao");
        simulator.change(it -> it.webhooks(it.webhooks().batch(1_000)));
        for (var count = 0; count < 500; count++) {
            town.send(simulator, TownHall.text("393471231101", "ciao").replace("our-id", "à".repeat(512)));
        }
        simulator.statuses(StatusRules.Flow.ON);
        await().until(() -> town.statuses().size() == 1_000);
        assertThat(town.posts).allMatch(it -> it.body().length <= 3_000_000);
        assertThat(town.posts).anyMatch(it -> it.body().length > 1_000_000);
    }
}
