// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatusesTest extends SimulatedTown {

    @BeforeEach
    void start() throws Exception {
        simulator.templates().approved("1000", "avviso", "it", "UTILITY", "Avviso: {{1}}. Saluti.");
        simulator.change(it -> it.statuses(it.statuses().readAfter(Duration.ZERO)));
    }

    private String send(String to) throws Exception {
        return TownHall.json(town.send(simulator, TownHall.template(to, "avviso", "neve"))).at("/messages/0/id").asString();
    }

    @Test
    void theOrderMayBeReversed() throws Exception {
        simulator.change(it -> it.statuses(it.statuses().order(StatusRules.Order.REVERSED)));
        var id = send("393471231101");
        await().until(() -> town.statuses().size() == 3);
        assertThat(town.statuses()).containsExactly("read " + id, "delivered " + id, "sent " + id);
    }

    @Test
    void aShuffledOrderLosesNothing() throws Exception {
        simulator.change(it -> it.statuses(it.statuses().order(StatusRules.Order.SHUFFLED)));
        for (var count = 0; count < 20; count++) {
            send("3934712311" + (10 + count));
        }
        await().until(() -> town.statuses().size() == 60);
        assertThat(town.statuses()).doesNotHaveDuplicates();
    }

    @Test
    void readMayComeWithoutDeliveredAndEverythingTwice() throws Exception {
        simulator.change(it -> it.statuses(it.statuses().order(StatusRules.Order.READ_WITHOUT_DELIVERED).duplicated(true)));
        var id = send("393471231101");
        await().until(() -> town.statuses().size() == 4);
        assertThat(town.statuses()).containsExactly("sent " + id, "sent " + id, "read " + id, "read " + id);
    }

    @Test
    void switchedOffStatusesAreKeptAndComeLaterOrAreDropped() throws Exception {
        simulator.statuses(StatusRules.Flow.KEPT);
        var kept = send("393471231101");
        await().pollDelay(Duration.ofMillis(200)).until(() -> town.posts.isEmpty());
        simulator.statuses(StatusRules.Flow.ON);
        await().until(() -> town.statuses().size() == 3);
        var posts = town.posts.size();
        simulator.statuses(StatusRules.Flow.DROPPED);
        send("393471231102");
        await().pollDelay(Duration.ofMillis(200)).until(() -> town.posts.size() == posts);
        simulator.statuses(StatusRules.Flow.ON);
        var id = send("393471231103");
        await().until(() -> town.statuses().size() == 6);
        assertThat(town.statuses()).containsAll(List.of("read " + kept, "read " + id));
    }

    @Test
    void statusesTravelTogetherWithTheirPrice() throws Exception {
        simulator.change(it -> it.webhooks(it.webhooks().gather(Duration.ofMillis(300)).batch(1_000)));
        for (var count = 0; count < 10; count++) {
            send("3934712311" + (10 + count));
        }
        await().until(() -> town.statuses().size() == 30);
        assertThat(town.posts.size()).isLessThan(5);
        var sent = town.posts.getFirst().value().at("/statuses/0");
        assertThat(sent.at("/pricing/category").asString()).isEqualTo("utility");
    }
}
