// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.live;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.MunicipalityId;
import it.filodiretto.shared.Ids;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WatcherTest {

    private static final MunicipalityId TOWN = new MunicipalityId(Ids.next());

    private record News(int number) {}

    private final Signals signals = new Signals();

    private void watching(Consumer<Watcher> test) {
        CurrentMunicipality.inTown(TOWN, () -> {
            try (var watcher = signals.watch("chat")) {
                test.accept(watcher);
            }
        });
    }

    @Test
    void whatIsNewComesItselfAndOnce() {
        watching(watcher -> {
            signals.changed("chat", new News(1));
            signals.changed("chat", new News(2));
            assertThat(watcher.await(Duration.ofSeconds(5))).isTrue();
            assertThat(watcher.news()).hasValueSatisfying(it -> assertThat(it).containsExactly(new News(1), new News(2)));
            assertThat(watcher.news()).hasValueSatisfying(it -> assertThat(it).isEmpty());
        });
    }

    @Test
    void whereSomethingElseHasChangedTooOneLooks() {
        watching(watcher -> {
            signals.changed("chat", new News(1));
            signals.changed("chat");
            assertThat(watcher.news()).isEmpty();
            signals.changed("chat", new News(2));
            assertThat(watcher.news()).as("that was looked for").hasValueSatisfying(it -> assertThat(it).containsExactly(new News(2)));
        });
    }

    @Test
    void whoHasNotListenedForLongLooks() {
        watching(watcher -> {
            IntStream.range(0, 1000).forEach(it -> signals.changed("chat", new News(it)));
            assertThat(watcher.news()).isEmpty();
        });
    }

    @Test
    void theOtherNodesAreToldThatTheyShouldLook() {
        watching(_ -> signals.changed("chat", new News(1)));
        assertThat(signals.takeForOthers()).containsExactly(TOWN + " chat");
    }
}
