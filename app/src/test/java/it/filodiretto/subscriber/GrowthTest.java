// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.access.KeyMaker;
import it.filodiretto.audience.Neighbourhoods;
import it.filodiretto.operator.Role;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** How many there are and how that came about. */
@TownTest
@NullMarked
class GrowthTest {

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired KeyMaker keys;
    @Autowired Growth growth;
    @Autowired Neighbourhoods neighbourhoods;

    @Test
    @DisplayName("SF-07 subscribers are counted month by month, by who came and who left")
    void monthByMonth() {
        town.subscribe(3);
        town.timePasses(Duration.ofDays(62));
        var back = town.newPhone();
        town.citizenWrites(back, "attiva comune amico");
        town.timePasses(Duration.ofSeconds(1));
        town.citizenWrites(back, "attiva comune amico");
        town.timePasses(Duration.ofSeconds(1));
        town.citizenWrites(back, "disattiva");
        town.timePasses(Duration.ofSeconds(1));
        town.citizenWrites(back, "attiva comune amico");
        var never = town.newPhone();
        town.citizenWrites(never, "disattiva");
        var months = town.inTown(growth::ofTown).months();
        assertThat(months.getFirst()).satisfies(it -> assertThat(it).isEqualTo(new GrowthChart.Month(it.month(), 3, 3, 0)));
        assertThat(months.getLast()).satisfies(it -> assertThat(it).isEqualTo(new GrowthChart.Month(it.month(), 4, 2, 1)));
        assertThat(months).hasSizeBetween(3, 4);
    }

    @Test
    void topicsAndDistrictsAreCountedDayByDay() {
        var district = town.municipality().districts().getFirst();
        var phones = town.subscribe(3);
        town.inTown(() -> neighbourhoods.choose(town.citizen(phones.getFirst()), List.of(district)));
        town.inTown(growth::keepToday);
        town.inTown(growth::keepToday);
        town.timePasses(Duration.ofDays(40));
        town.subscribe(1);
        var parts = town.inTown(growth::parts);
        assertThat(parts).anySatisfy(it -> assertThat(it).isEqualTo(new Growth.Part(Growth.Kind.DISTRICT, district, district, 4)));
        var other = parts.stream().filter(it -> it.kind() == Growth.Kind.DISTRICT && !it.name().equals(district)).findFirst().orElseThrow();
        assertThat(other.people()).isEqualTo(3);
        assertThat(town.inTown(() -> growth.of(other)).months()).extracting(GrowthChart.Month::people).containsExactly(2, 3);
        var editor = signedIn(Role.EDITOR);
        assertThat(editor.get("/console/" + town.slug() + "/iscritti/crescita?di=topic:strade").body()).contains("<polyline", "Iscritti, mese per mese: Strade");
        assertThat(editor.get("/console/" + town.slug() + "/iscritti/crescita?di=nonsense").body()).contains("mese per mese: " + town.municipality().fullName());
        assertThat(Visitor.of(port).get("/console/" + town.slug() + "/iscritti/crescita").statusCode()).isEqualTo(302);
    }

    @Test
    void theDrawingHasARoundTopAndStaysInside() {
        var chart = new GrowthChart(List.of(new GrowthChart.Month(YearMonth.of(2026, 10), 7, 7, 0), new GrowthChart.Month(YearMonth.of(2026, 11), 1_486, 1_480, 1)));
        assertThat(chart.levels()).extracting(GrowthChart.Level::people).containsExactly(0, 1_000, 2_000);
        assertThat(chart.line()).startsWith("46.0,167").contains("588.0,");
        assertThat(new GrowthChart(List.of(new GrowthChart.Month(YearMonth.of(2026, 11), 0, 0, 0))).levels()).extracting(GrowthChart.Level::people).containsExactly(0, 1, 2);
    }

    private Visitor signedIn(Role role) {
        var visitor = Visitor.of(port);
        visitor.login(keys.operator(town.id(), role), KeyMaker.PASSWORD);
        return visitor;
    }
}
