// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.channel.Prices;
import it.filodiretto.meta.ServiceCounts;
import it.filodiretto.municipality.MetaCategory;
import it.filodiretto.shared.RefusedAtStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

@TownTest
class PricesTest {

    @Autowired Town town;
    @Autowired Prices prices;
    @Autowired ServiceCounts counts;

    @Test
    void pricesThatCannotBeUsedAreRefusedAtStartInASentence(@TempDir Path directory) throws IOException {
        var file = Files.writeString(directory.resolve("prezzi.yaml"), "as-of: 2026-10-01\ncurrency: euro\n");
        assertThatThrownBy(() -> RateCard.read(file)).isInstanceOf(RefusedAtStart.class).hasMessageContaining("prezzi.yaml, cannot be used");
        Files.writeString(file, "as-of: 2026-10-01\ncurrency: EUR\n");
        assertThatThrownBy(() -> RateCard.read(file)).isInstanceOf(RefusedAtStart.class).hasMessageContaining("lacks utility");
        assertThatThrownBy(() -> RateCard.read(directory.resolve("none.yaml"))).isInstanceOf(RefusedAtStart.class).hasMessageContaining("none.yaml");
    }

    @Test
    void theFirstThousandFreeTextsOfANumberAndMonthCostNothing() {
        assertThat(estimate(MetaCategory.UTILITY, 100, 900).amount()).isEqualByComparingTo("2.50");
        IntStream.range(0, 950).forEach(_ -> counts.sent(town.lane()));
        counts.write();
        var later = estimate(MetaCategory.UTILITY, 0, 150);
        assertThat(later.freeOfCharge()).isEqualTo(50);
        assertThat(later.freeLeft()).isZero();
        assertThat(later.amount()).isEqualByComparingTo("2.50");
    }

    @Test
    void promotionalTemplatesCostMoreAndTheWordsSayThatItIsAnEstimate() {
        var estimate = estimate(MetaCategory.MARKETING, 1_000, 2);
        assertThat(estimate.amount()).isEqualByComparingTo("57.20");
        assertThat(estimate.words()).startsWith("Stima: 57,20").contains("1.000 con il modello a 0,0572").contains("prezzi in data 1/10/2026");
    }

    private Prices.Estimate estimate(MetaCategory category, long templates, long freeTexts) {
        return town.inTown(() -> prices.estimate(category, templates, freeTexts));
    }
}
