// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.MunicipalityId;
import it.filodiretto.shared.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChangeStreamTest {

    private static final MunicipalityId TOWN = new MunicipalityId(Ids.next());
    private static final String TOPIC = "inbox";

    private final Signals signals = new Signals();
    private final ChangeStream stream = new ChangeStream(signals);
    private final List<Thread> browsers = new CopyOnWriteArrayList<>();

    /** @return what is written to it, piece by piece */
    private List<String> browser() {
        var pieces = new CopyOnWriteArrayList<String>();
        browsers.add(Thread.ofVirtual().start(() -> CurrentMunicipality.inTown(TOWN, () -> {
            try {
                stream.run(TOPIC, pieces::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        })));
        await().until(() -> !pieces.isEmpty());
        return pieces;
    }

    @AfterEach
    void close() {
        browsers.forEach(Thread::interrupt);
    }

    private void changed(UUID talk) {
        CurrentMunicipality.inTown(TOWN, () -> signals.changed(TOPIC, talk));
    }

    @Test
    void whoLooksAtATalkIsToldAtOnceAndWithItThatTheListHasChanged() {
        var pieces = browser();
        var talk = Ids.next();
        changed(talk);
        await().until(() -> pieces.size() > 1);
        assertThat(pieces.get(1)).isEqualTo("event: one\ndata: " + talk + "\n\nevent: changed\ndata: list\n\n");
    }

    @Test
    void talksThatChangeInTheSameMomentAreToldTogetherAndNoneIsForgotten() {
        var pieces = browser();
        var talks = Stream.generate(Ids::next).limit(60).toList();
        var began = System.nanoTime();
        changed(talks.getFirst());
        await().until(() -> pieces.size() > 1);
        talks.stream().skip(1).forEach(it -> {
            changed(it);
            await().pollDelay(Duration.ofMillis(2)).pollInterval(Duration.ofMillis(1)).until(() -> true);
        });
        await().until(() -> talks.stream().allMatch(it -> String.join("", pieces).contains("event: one\ndata: " + it + "\n\n")));
        int moments = (int) Duration.ofNanos(System.nanoTime() - began).dividedBy(ChangeStream.MOMENT);
        assertThat(pieces).as("a piece for each moment and some for the list, and not one for each talk").hasSizeLessThan(4 + 2 * moments);
    }

    @Test
    void theListIsToldToAllBrowsersInTheSameMomentAndWithinTheHalfSecond() {
        var now = Duration.ofHours(7).plusMillis(123).toNanos();
        assertThat(ChangeStream.nextForAll(now) - now).isPositive().isLessThanOrEqualTo(Duration.ofMillis(400).toNanos());
        assertThat(ChangeStream.nextForAll(now + Duration.ofMillis(50).toNanos())).as("who was told of something else in between").isEqualTo(ChangeStream.nextForAll(now));
        assertThat(ChangeStream.nextForAll(-now)).isGreaterThan(-now);
    }
}
