// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import it.filodiretto.meta.MetaSettings;
import it.filodiretto.meta.NumberTable;
import it.filodiretto.shared.Recent;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** How many messages a second a number may send: 80, 1,000 where Meta says HIGH, 20 beside the telephone app; or the setting. */
@Component
class NumberRates {

    private static final int USUAL = 80;
    private static final int HIGH = 1_000;
    private static final int BESIDE_THE_APP = 20;

    private final MetaSettings settings;
    private final NumberTable table;
    private final Recent<String, Integer> recent = new Recent<>(Duration.ofMinutes(1), this::look);

    NumberRates(MetaSettings settings, NumberTable table) {
        this.settings = settings;
        this.table = table;
    }

    int of(String phoneNumberId) {
        if (!settings.rate().isBlank()) {
            return Integer.parseInt(settings.rate().strip());
        }
        return recent.of(phoneNumberId);
    }

    private int look(String phoneNumberId) {
        return table.find(phoneNumberId).map(it -> it.coexistence() ? BESIDE_THE_APP : "HIGH".equals(it.throughput()) ? HIGH : USUAL).orElse(USUAL);
    }
}
