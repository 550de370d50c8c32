// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PricesTest extends SimulatedTown {

    private static final String ROSA = "393471231101";

    @BeforeEach
    void start() throws Exception {
        simulator.templates().approved("1000", "avviso", "it", "UTILITY", "Avviso: {{1}}. Saluti.");
        simulator.templates().approved("1000", "festa", "it", "MARKETING", "Festa: {{1}}. Saluti.");
        timeIs("2026-11-20T10:00:00Z");
        simulator.phone(ROSA).write("ciao");
    }

    private void timeIs(String instant) {
        simulator.clock().move(Duration.between(simulator.clock().instant(), Instant.parse(instant)));
    }

    /** The delivered status of a message that is sent now. */
    private JsonNode delivered(String message) throws Exception {
        var id = TownHall.json(town.send(simulator, message)).at("/messages/0/id").asString();
        await().until(() -> town.statuses().contains("delivered " + id));
        return town.posts.stream().flatMap(it -> it.value().path("statuses").valueStream())
                .filter(it -> it.path("id").asString().equals(id) && it.path("status").asString().equals("delivered"))
                .findFirst().orElseThrow();
    }

    private String price(String message) throws Exception {
        var pricing = delivered(message).path("pricing");
        return pricing.path("category").asString() + " " + pricing.path("type").asString() + " " + pricing.path("billable").asBoolean();
    }

    @Test
    void sinceOctober2026AThousandAnswersOfAMonthAreFree() throws Exception {
        for (var count = 0; count < 999; count++) {
            town.send(simulator, TownHall.text(ROSA, "Risposta " + count));
        }
        assertThat(price(TownHall.text(ROSA, "la millesima"))).isEqualTo("service free_customer_service false");
        assertThat(price(TownHall.text(ROSA, "un’altra"))).isEqualTo("service regular true");
        assertThat(price(TownHall.template(ROSA, "avviso", "neve"))).isEqualTo("utility regular true");
        assertThat(price(TownHall.template(ROSA, "festa", "del porcino"))).isEqualTo("marketing regular true");
        await().until(() -> prices().at("/lines").size() == 4);
        assertThat(prices().path("free_service_left").asInt(-1)).isZero();
        assertThat(prices().at("/lines/1").toString()).isEqualTo(
                "{\"month\":\"2026-11\",\"category\":\"service\",\"type\":\"regular\",\"messages\":1}");
        timeIs("2026-12-01T10:00:00Z");
        simulator.phone(ROSA).write("ancora io");
        assertThat(price(TownHall.text(ROSA, "di nuovo gratis"))).isEqualTo("service free_customer_service false");
        assertThat(prices().path("free_service_left").asInt()).isEqualTo(999);
    }

    private JsonNode prices() throws Exception {
        return TownHall.json(town.call(simulator, "GET", "/_control/prices", "")).at("/prices/0");
    }

    @Test
    void beforeThatAnswersAndTemplatesInTheWindowWereFree() throws Exception {
        timeIs("2026-09-15T10:00:00Z");
        simulator.phone(ROSA).write("ciao");
        assertThat(price(TownHall.text(ROSA, "Buongiorno"))).isEqualTo("service free_customer_service false");
        assertThat(price(TownHall.template(ROSA, "avviso", "neve"))).isEqualTo("utility free_customer_service false");
        timeIs("2026-09-17T10:00:00Z");
        assertThat(price(TownHall.template(ROSA, "avviso", "neve"))).isEqualTo("utility regular true");
    }

    @Test
    void whoCameByAnAdvertisementCostsNothingFor72Hours() throws Exception {
        simulator.phone(ROSA).chat("100").writeFromPost("Ho visto il post", "Festa del porcino");
        var first = delivered(TownHall.template(ROSA, "festa", "del porcino"));
        assertThat(first.at("/pricing/type").asString()).isEqualTo("free_entry_point");
        assertThat(first.at("/pricing/category").asString()).isEqualTo("referral_conversion");
        assertThat(first.at("/conversation/origin/type").asString()).isEqualTo("referral_conversion");
        assertThat(first.path("conversation").has("expiration_timestamp")).isFalse();
        timeIs("2026-11-23T11:00:00Z");
        assertThat(price(TownHall.template(ROSA, "festa", "del porcino"))).isEqualTo("marketing regular true");
    }
}
