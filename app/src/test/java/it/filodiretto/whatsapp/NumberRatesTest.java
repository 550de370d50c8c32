// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.meta.MetaSettings;
import it.filodiretto.meta.NumberTable;
import it.filodiretto.meta.WhatsAppNumber;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The contract's pace of a number: what the administrator says, or else what the account allows. */
@TownTest
class NumberRatesTest {

    @Autowired Town town;
    @Autowired NumberTable numbers;

    @Test
    void theAccountSaysHowFastANumberMaySend() {
        assertThat(rate("")).as("nobody has asked Meta yet").isEqualTo(80);
        describe("STANDARD", false);
        assertThat(rate("")).isEqualTo(80);
        describe("HIGH", false);
        assertThat(rate("")).isEqualTo(1_000);
        describe("HIGH", true);
        assertThat(rate("")).as("beside the telephone app").isEqualTo(20);
        describe(null, false);
        assertThat(rate("")).isEqualTo(80);
    }

    @Test
    void theSettingWinsAndZeroIsUnpaced() {
        describe("HIGH", true);
        assertThat(rate("35")).isEqualTo(35);
        assertThat(rate(" 0 ")).isZero();
    }

    private String number() {
        return town.municipality().requireWhatsapp().phoneNumberId();
    }

    private int rate(String setting) {
        return new NumberRates(new MetaSettings(URI.create("http://127.0.0.1:1"), "v26.0", "", "", "", setting), numbers).of(number());
    }

    private void describe(@Nullable String throughput, boolean coexistence) {
        numbers.takeTurn(number(), town.id(), Duration.ZERO);
        numbers.described(number(), new WhatsAppNumber(throughput, coexistence, null, null, null, null, false, null, null, null, null, Map.of()));
    }
}
