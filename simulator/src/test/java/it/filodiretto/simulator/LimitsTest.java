// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private TownHall town;
    private Simulator simulator;

    @BeforeEach
    void start() throws Exception {
        town = new TownHall();
        simulator = Simulator.start(SimulatorSettings.forTests());
        simulator.addAccount("100", "1000", "portfolio", "+39 366 3476285", "Santa Fiora");
        simulator.addAccount("200", "2000", "portfolio", "+39 055 8000001", "Calenzano");
        simulator.templates().approved("1000", "avviso", "it", "UTILITY", "Avviso: {{1}}. Saluti.");
        simulator.templates().approved("2000", "avviso", "it", "UTILITY", "Avviso: {{1}}. Saluti.");
    }

    @AfterEach
    void stop() {
        simulator.close();
        town.close();
    }

    private int template(String number, String to) throws Exception {
        return TownHall.code(town.call(simulator, "POST", "/v26.0/" + number + "/messages", TownHall.template(to, "avviso", "neve")));
    }

    @Test
    void onePersonGets45MessagesInAdvanceThenWaits() throws Exception {
        simulator.change(it -> it.limits(it.limits().pairs(true)));
        for (var count = 0; count < 45; count++) {
            assertThat(template("100", "393471231101")).isZero();
        }
        assertThat(template("100", "393471231101")).isEqualTo(131056);
        assertThat(template("100", "393471231102")).isZero();
    }

    @Test
    void whoWroteBeforeItBeganIsAnsweredFreely() throws Exception {
        var accounts = """
                [{"slug":"a","municipality":"Comune di A","phoneNumberId":"300","businessAccountId":"3000","portfolioId":"3000",
                  "displayNumber":"+39 0573 000001","name":"Comune di A","phones":[],"wrote":["+393714512000"]}]""";
        try (var other = Simulator.start(SimulatorSettings.forTests(), accounts.getBytes(StandardCharsets.UTF_8))) {
            other.change(it -> it.limits(it.limits().window(true)));
            assertThat(TownHall.code(town.call(other, "POST", "/v26.0/300/messages", TownHall.text("393714512000", "Buongiorno")))).isZero();
            assertThat(TownHall.code(town.call(other, "POST", "/v26.0/300/messages", TownHall.text("393714512001", "Buongiorno")))).isEqualTo(131047);
        }
    }

    @Test
    void oneNumberSendsSoManyASecondWithTheStatusThatIsAskedFor() throws Exception {
        simulator.change(it -> it.limits(it.limits().messagesPerSecond(1).throttleStatus(400)));
        assertThat(template("100", "393471231101")).isZero();
        var second = town.send(simulator, TownHall.template("393471231102", "avviso", "neve"));
        assertThat(TownHall.code(second)).isEqualTo(130429);
        assertThat(second.statusCode()).isEqualTo(400);
        assertThat(template("200", "393471231103")).isZero();
    }

    @Test
    void aWholePortfolioReachesSoManyPeopleADayOutsideTheirWindows() throws Exception {
        simulator.change(it -> it.limits(it.limits().portfolio(2)));
        simulator.phone("+393330000000").chat("100").write("ciao");
        assertThat(template("100", "393471231101")).isZero();
        assertThat(template("200", "393471231102")).isZero();
        assertThat(template("100", "393471231103")).isEqualTo(131048);
        assertThat(template("100", "393471231101")).isZero();
        assertThat(template("100", "393330000000")).isZero();
        simulator.clock().move(java.time.Duration.ofHours(25));
        assertThat(template("100", "393471231103")).isZero();
    }

    @Test
    void anUnregisteredNumberSendsNothing() throws Exception {
        town.call(simulator, "POST", "/v26.0/100/deregister", "{}");
        assertThat(template("100", "393471231101")).isEqualTo(133010);
        assertThat(town.call(simulator, "POST", "/v26.0/100/register", "{\"messaging_product\":\"whatsapp\",\"pin\":\"123456\"}").statusCode())
                .isEqualTo(200);
        assertThat(template("100", "393471231101")).isZero();
    }
}
