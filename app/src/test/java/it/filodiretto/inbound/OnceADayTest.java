// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.citizen.Merge;
import it.filodiretto.citizen.Merges;
import it.filodiretto.municipality.AutomaticKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@TownTest
class OnceADayTest {

    private static final Duration DAY = Duration.ofHours(24);

    @Autowired Town town;
    @Autowired UnservedTable table;
    @Autowired Merges merges;

    @Test
    void whoWasToldAsTheOnePersonIsNotToldAgainAsTheOther() {
        var one = town.citizen(town.newPhone());
        var other = town.citizen(town.newPhone());
        assertThat(town.inTransaction(() -> table.isDue(one, AutomaticKind.CALL, town.now(), DAY))).isTrue();
        town.inTown(() -> merges.merge(one, other, Merge.Cause.OPERATOR, null));
        assertThat(town.inTransaction(() -> table.isDue(other, AutomaticKind.CALL, town.now(), DAY))).isFalse();
    }
}
