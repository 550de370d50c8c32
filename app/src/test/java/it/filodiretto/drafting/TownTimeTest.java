// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.drafting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Times as the form gives them, on the town's clock. */
@NullMarked
class TownTimeTest {

    private static final ZoneId ROME = ZoneId.of("Europe/Rome");

    @Test
    void theHourThatDoesNotExistIsSaidAndTheOneThatComesTwiceIsTheFirst() {
        assertThat(TownTime.read("2027-03-28T02:30", ROME)).isEqualTo(new TownTime.Wrong("broadcast.time.no-such-hour"));
        assertThat(TownTime.read("2026-10-25T02:30", ROME)).isEqualTo(new TownTime.At(Instant.parse("2026-10-25T00:30:00Z")));
        for (var none : new String[] {"domani", "+275760-09-13T00:00", "-0044-03-15T10:00"}) {
            assertThat(TownTime.read(none, ROME)).as(none).isInstanceOf(TownTime.Wrong.class);
        }
        assertThat(TownTime.read(" ", ROME)).isEqualTo(new TownTime.Empty());
    }
}
