// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.noticeboard;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.notice.AlertLevel;
import it.filodiretto.notice.NoticeDetails;
import it.filodiretto.notice.NoticeKind;
import it.filodiretto.notice.Relation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Which alert of civil protection stands on the pages, and how long. */
@TownTest
@NullMarked
class AlertInForceTest {

    @Autowired Town town;
    @Autowired AlertStage alerts;
    @Autowired PublishedNotices notices;

    @BeforeEach
    void ready() {
        alerts.ready(town);
    }

    @Test
    void theGravestStandsUntilItIsOver() {
        assertThat(inForce()).isEmpty();
        alerts.send(town, "Vento", AlertLevel.YELLOW);
        assertThat(inForce()).as("a yellow one is no emergency").isEmpty();
        var flood = alerts.send(town, "Piena", AlertLevel.RED);
        alerts.send(town, "Neve", AlertLevel.ORANGE);
        assertThat(inForce()).contains("Allerta rossa: Piena");
        alerts.follow(town, flood, Relation.UPDATE);
        assertThat(inForce()).hasValueSatisfying(it -> assertThat(it).startsWith("Allerta rossa"));
        alerts.follow(town, flood, Relation.ALL_CLEAR);
        assertThat(inForce()).contains("Allerta arancione: Neve");
    }

    @Test
    void oneThatIsCancelledAndADrillDoNotStand() {
        alerts.follow(town, alerts.send(town, "Piena", AlertLevel.RED), Relation.CANCELLATION);
        alerts.send(town, "Prova di evacuazione", AlertLevel.RED, details(null, null, true));
        assertThat(inForce()).isEmpty();
    }

    @Test
    void whatIsOverIsOverThoughItsWriterNamesTheLevelAgain() {
        alerts.follow(town, alerts.send(town, "Piena", AlertLevel.RED), Relation.ALL_CLEAR, AlertLevel.RED);
        alerts.follow(town, alerts.send(town, "Neve", AlertLevel.ORANGE), Relation.CANCELLATION, AlertLevel.ORANGE);
        assertThat(inForce()).isEmpty();
    }

    @Test
    void itEndsWhenItSaysAndElseADayAfterItHasBegun() {
        var now = town.now();
        alerts.send(town, "Piena", AlertLevel.RED, details(now.plus(Duration.ofHours(30)), null, false));
        alerts.send(town, "Neve", AlertLevel.ORANGE, details(now, now.plus(Duration.ofHours(60)), false));
        town.timePasses(Duration.ofHours(53));
        assertThat(inForce()).contains("Allerta rossa: Piena");
        town.timePasses(Duration.ofHours(2));
        assertThat(inForce()).contains("Allerta arancione: Neve");
        town.timePasses(Duration.ofHours(6));
        assertThat(inForce()).isEmpty();
    }

    private static NoticeDetails details(@Nullable Instant from, @Nullable Instant until, boolean drill) {
        return new NoticeDetails(NoticeKind.GENERAL, "", from, until, "", "", "", drill);
    }

    private Optional<String> inForce() {
        return town.inTown(() -> notices.inForce(town.now())).map(PublishedNotice::heading);
    }
}
