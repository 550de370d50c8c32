// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TemplateLifeTest extends SimulatedTown {

    private static final String PATH = "/v26.0/1000/message_templates";
    private static final String EDITED = "{\"components\":[{\"type\":\"BODY\",\"text\":\"Il Comune avvisa di nuovo.\"}]}";

    private String id = "";

    @BeforeEach
    void start() throws Exception {
        id = simulator.templates().approved("1000", "avviso", "it", "UTILITY", "Avviso: {{1}}. Saluti.");
    }

    private List<String> events() {
        return town.posts.stream().map(it -> it.value().path("event").asString("")).filter(it -> !it.isEmpty()).toList();
    }

    @Test
    void anArchivedTemplateIsRefusedUntilItIsTakenOutAgain() throws Exception {
        control("\"status\":\"ARCHIVED\"");
        assertThat(TownHall.code(town.send(simulator, TownHall.template("393471231101", "avviso", "neve")))).isEqualTo(132001);
        control("\"status\":\"APPROVED\"");
        assertThat(TownHall.code(town.send(simulator, TownHall.template("393471231101", "avviso", "neve")))).isZero();
        await().until(() -> events().size() == 2);
        assertThat(events()).containsExactlyInAnyOrder("ARCHIVED", "UNARCHIVED");
        assertThat(town.posts).filteredOn(it -> it.value().has("event")).allMatch(it -> !it.value().has("metadata"));
    }

    private String control(String what) throws Exception {
        return town.call(simulator, "POST", "/_control/templates", "{\"business_account_id\":\"1000\",\"name\":\"avviso\"," + what + "}").body();
    }

    @Test
    void aTrialHoldsMessagesAndThenLetsThemGo() throws Exception {
        control("\"trial\":\"HOLD\"");
        var answer = TownHall.json(town.send(simulator, TownHall.template("393471231101", "avviso", "neve")));
        assertThat(answer.at("/messages/0/message_status").asString()).isEqualTo("held_for_quality_assessment");
        assertThat(control("\"trial\":\"HOLD\"")).contains("\"held\":1");
        await().pollDelay(Duration.ofMillis(150)).until(() -> town.statuses().isEmpty());
        control("\"trial\":\"RELEASE\"");
        await().until(() -> town.statuses().size() == 2);
        var next = TownHall.json(town.send(simulator, TownHall.template("393471231101", "avviso", "neve")));
        assertThat(next.at("/messages/0/message_status").asString()).isEqualTo("accepted");
    }

    @Test
    void aTrialThatGoesWrongDropsThemAndPausesTheTemplate() throws Exception {
        simulator.pacing().hold("1000", "avviso");
        town.send(simulator, TownHall.template("393471231101", "avviso", "neve"));
        simulator.pacing().drop("1000", "avviso");
        await().until(() -> town.statuses().stream().anyMatch(it -> it.startsWith("failed")));
        assertThat(town.posts).anyMatch(it -> it.value().at("/statuses").toString().contains("132015"));
        assertThat(simulator.templates().status("1000", "avviso")).isEqualTo("PAUSED");
    }

    @Test
    void anApprovedTemplateIsEditedOnceADayAndTenTimesIn30Days() throws Exception {
        for (var edit = 1; edit <= 10; edit++) {
            assertThat(edit()).as("edit %d", edit).isZero();
            assertThat(edit()).as("a second one that day").isEqualTo(2388025);
            simulator.clock().move(Duration.ofHours(25));
        }
        assertThat(edit()).as("the eleventh").isEqualTo(2388025);
        simulator.clock().move(Duration.ofDays(20));
        assertThat(edit()).isZero();
    }

    private int edit() throws Exception {
        await().until(() -> "APPROVED".equals(simulator.templates().status("1000", "avviso")));
        return TownHall.json(town.call(simulator, "POST", "/v26.0/" + id, EDITED)).at("/error/error_subcode").asInt(0);
    }

    @Test
    void theNameOfADeletedTemplateIsLockedFor30Days() throws Exception {
        var again = "{\"name\":\"avviso\",\"category\":\"UTILITY\",\"language\":\"it\",\"components\":[{\"type\":\"BODY\",\"text\":\"Il Comune avvisa.\"}]}";
        town.call(simulator, "DELETE", PATH + "?name=avviso", "");
        assertThat(TownHall.json(town.call(simulator, "POST", PATH, again)).at("/error/error_subcode").asInt()).isEqualTo(2388023);
        simulator.clock().move(Duration.ofDays(30));
        assertThat(town.call(simulator, "POST", PATH, again).statusCode()).isEqualTo(200);
    }
}
