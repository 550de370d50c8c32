// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.audience;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.subscription.Subscriptions;
import it.filodiretto.subscription.Subscriptions.ImportLine;
import it.filodiretto.subscription.Subscriptions.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@TownTest
@NullMarked
class AudienceTest {

    @Autowired Town town;
    @Autowired Subscriptions subscriptions;
    @Autowired Audience audience;
    @Autowired Citizens citizens;

    @Test
    void theAudienceIsTheOneAtTheApproval() {
        var early = town.subscribe(25);
        var query = new AudienceQuery("strade", town.now());
        town.timePasses(java.time.Duration.ofSeconds(1));
        town.subscribe(5);
        town.citizenWrites(early.get(3), "stop");
        town.citizenWrites(early.get(7), "stop");
        var wanting = new ArrayList<CitizenId>();
        int left = 0;
        @Nullable CitizenId after = null;
        for (var page = page(query, after); !page.isEmpty(); page = page(query, after)) {
            wanting.addAll(page.wanting());
            left += page.leftSince();
            after = page.last();
        }
        assertThat(wanting).hasSize(23).doesNotHaveDuplicates().isSortedAccordingTo((a, b) -> a.toString().compareTo(b.toString()));
        assertThat(left).isEqualTo(2);
        assertThat(town.inTown(() -> audience.count(query))).isEqualTo(25);
        assertThat(town.inTown(() -> audience.stillWanting(new AudienceQuery("strade", town.now()), List.of(citizen(early.get(0).e164()), citizen(early.get(3).e164())))))
            .containsExactly(citizen(early.get(0).e164()));
    }

    @Test
    void aTopicReachesThoseWhoKeepIt() {
        var choosy = town.newPhone().e164();
        var all = town.newPhone().e164();
        town.inTown(() -> subscriptions.importAll(List.of(new ImportLine(choosy, List.of("strade", "eventi"), "modulo"), new ImportLine(all, List.of(), "modulo"))));
        var now = town.now();
        assertThat(town.inTown(() -> audience.count(new AudienceQuery("strade", now)))).isEqualTo(2);
        assertThat(page(new AudienceQuery("scadenze", now), null).wanting()).containsExactly(citizen(all));
        assertThat(town.inTown(subscriptions::count)).isEqualTo(new Subscriptions.Count(2, 0,
            java.util.Map.of("protezione-civile", 1L, "strade", 2L, "disservizi", 1L, "scadenze", 1L, "eventi", 2L)));
        assertThat(town.inTown(subscriptions::count).topics().keySet()).containsExactly("protezione-civile", "strade", "disservizi", "scadenze", "eventi");
    }

    @Test
    void eachLineOfAnImportIsTakenOrRefusedByItself() {
        var gone = town.newPhone();
        town.citizenWrites(gone, "attiva comune amico");
        town.timePasses(java.time.Duration.ofSeconds(1));
        town.citizenWrites(gone, "stop");
        var known = town.subscribe(1).getFirst();
        var fresh = town.newPhone();
        var outcome = town.inTown(() -> subscriptions.importAll(List.of(
            new ImportLine("12", null, "modulo"),
            new ImportLine(fresh.e164().substring(3), null, "modulo"),
            new ImportLine(fresh.e164(), null, "modulo"),
            new ImportLine(known.e164(), null, "modulo"),
            new ImportLine(gone.e164(), null, "modulo"),
            new ImportLine(town.newPhone().e164(), List.of("calcio"), "modulo"),
            new ImportLine(town.newPhone().e164(), null, " "))));
        assertThat(outcome).isEqualTo(new Subscriptions.ImportOutcome(1, 1, List.of(new Refusal(0, "bad-number"), new Refusal(2, "duplicate"),
            new Refusal(4, "left"), new Refusal(5, "unknown-topic"), new Refusal(6, "no-evidence"))));
        assertThat(town.sentTo(fresh)).isEmpty();
        assertThat(town.inTown(subscriptions::count)).satisfies(it -> {
            assertThat(it.active()).isEqualTo(2);
            assertThat(it.left()).isEqualTo(1);
        });
    }

    @Test
    void whoWasImportedLeavesByAnyWordHoweverOld() {
        var phone = town.subscribe(1).getFirst();
        town.citizenWrites(phone, "stop", town.now().minusSeconds(3600));
        assertThat(town.inTown(subscriptions::count).active()).isZero();
    }

    @Test
    void aListHasTenThousandLines() {
        var lines = IntStream.range(0, 10_000).mapToObj(it -> new ImportLine("+39348%07d".formatted(it), null, "elenco")).toList();
        assertThat(town.inTown(() -> subscriptions.importAll(lines))).isEqualTo(new Subscriptions.ImportOutcome(10_000, 0, List.of()));
        assertThat(town.inTown(() -> subscriptions.importAll(lines))).isEqualTo(new Subscriptions.ImportOutcome(0, 10_000, List.of()));
    }

    private Audience.Page page(AudienceQuery query, @Nullable CitizenId after) {
        return town.inTown(() -> audience.page(query, after, 10));
    }

    private CitizenId citizen(String phone) {
        return town.inTown(() -> citizens.find(new it.filodiretto.shared.PhoneNumber(phone))).orElseThrow();
    }
}
