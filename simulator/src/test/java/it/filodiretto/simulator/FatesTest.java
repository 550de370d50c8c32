// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FatesTest extends SimulatedTown {

    private static final String ROSA = "393471231101";

    @BeforeEach
    void start() throws Exception {
        simulator.templates().approved("1000", "avviso", "it", "UTILITY", "Avviso: {{1}}. Saluti.");
        simulator.templates().approved("1000", "festa", "it", "MARKETING", "Festa: {{1}}. Saluti.");
    }

    private int send(String to, String template) throws Exception {
        return TownHall.code(town.send(simulator, TownHall.template(to, template, "neve")));
    }

    @ParameterizedTest
    @ValueSource(ints = {131026, 131049, 131050, 130472, 131042, 131031, 368, 131051})
    void anyCodeIsAnsweredAtOnceOrToldLater(int code) throws Exception {
        simulator.fates().set(Fate.now(ROSA, code).times(1));
        assertThat(send(ROSA, "avviso")).isEqualTo(code);
        simulator.fates().set(Fate.later(ROSA, code));
        assertThat(send(ROSA, "avviso")).isZero();
        await().until(() -> town.statuses().contains("failed " + simulator.accepted().getLast().id()));
        assertThat(town.posts.getLast().value().findValue("errors").path(0).path("code").asInt()).isEqualTo(code);
        simulator.fates().clear(ROSA);
        assertThat(send(ROSA, "avviso")).isZero();
    }

    @Test
    void aFateMayConcernOneCategoryAndEndByItself() throws Exception {
        simulator.fates().set(Fate.now(ROSA, 131049).category("marketing").times(2));
        assertThat(send(ROSA, "avviso")).isZero();
        assertThat(send(ROSA, "festa")).isEqualTo(131049);
        assertThat(send(ROSA, "festa")).isEqualTo(131049);
        assertThat(send(ROSA, "festa")).isZero();
        assertThat(simulator.fates().all()).isEmpty();
    }

    @Test
    void promotionalMessagesAreCappedForEachPersonUntilSheAnswers() throws Exception {
        simulator.change(it -> it.limits(it.limits().marketing(2)));
        var rosa = simulator.phone("+" + ROSA).chat("100");
        var let = failuresOf(10).indexOf(131049);
        assertThat(let).isBetween(1, 3);
        assertThat(failuresOf(3)).as("an early retry fails again").containsOnly(131049);
        assertThat(send(ROSA, "avviso")).as("of service there is no cap").isZero();
        rosa.write("Ci sono");
        assertThat(failuresOf(3)).containsOnly(0);
        simulator.clock().move(Duration.ofHours(25));
        assertThat(failuresOf(1)).containsOnly(0);
        assertThat(failuresOf(10)).contains(131049);
    }

    /** The codes with which so many promotional messages failed, 0 those that did not. */
    private List<Integer> failuresOf(int messages) throws Exception {
        var ids = new ArrayList<String>();
        for (var i = 0; i < messages; i++) {
            assertThat(send(ROSA, "festa")).isZero();
            ids.add(simulator.accepted().getLast().id());
        }
        await().until(() -> ids.stream().allMatch(id -> town.statuses().contains("failed " + id) || town.statuses().contains("delivered " + id)));
        return ids.stream().map(id -> town.statuses().contains("failed " + id) ? 131049 : 0).toList();
    }

    @Test
    void aShareOfPeopleIsDrawnBySeedAndStaysTheSame() throws Exception {
        town.call(simulator, "POST", "/_control/fates", "{\"share\":0.3,\"seed\":5,\"code\":131026,\"when\":\"NOW\"}");
        var first = refused();
        assertThat(first).isBetween(15, 45).isEqualTo(refused());
        assertThat(town.call(simulator, "POST", "/_control/fates", "{\"code\":1}").statusCode()).isEqualTo(400);
        town.call(simulator, "DELETE", "/_control/fates", "");
        assertThat(refused()).isZero();
    }

    private int refused() throws Exception {
        var count = 0;
        for (var number = 0; number < 100; number++) {
            count += send("39347123" + (1000 + number), "avviso") == 131026 ? 1 : 0;
        }
        return count;
    }
}
