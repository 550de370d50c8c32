// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import it.filodiretto.database.PostgresBinaries;
import it.filodiretto.database.SharedPrograms;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Notices to many, while the application is killed at seeded moments, and its PostgreSQL too. What the far end accepted is
 * compared with whom the notice was for. {@code -Dkills=30 -Ddatabase.kills=10} is the full amount ({@code bin/check --long});
 * the test run does a few.
 */
@Tag("waiting")
class NeverLostNeverTwiceTest {

    private static final int KILLS = Integer.getInteger("kills", 3);
    private static final int DATABASE_KILLS = Integer.getInteger("database.kills", 1);
    /** In the hours of silence a notice would wait. */
    private static final Duration AT_TEN = Duration.between(LocalTime.now(ZoneId.of("Europe/Rome")), LocalTime.of(10, 0));
    static final long SEED = Long.getLong("seed", 20261124);

    @TempDir Path directory;

    @Test
    void killedAtAnyMomentNobodyIsMissedAndNobodyIsWrittenToTwice() {
        int port = AppProcess.freePort();
        try (var farEnd = new FarEnd(webhookOf(port)); var app = app(directory, farEnd, port, Map.of("FILODIRETTO_META_RATE", "60"))) {
            app.start();
            var api = app.api("bientina");
            api.setUp();
            var people = FarEnd.phones(400 + 90 * KILLS);
            var ofNotice = people.subList(0, people.size() / 3);
            var ofAlert = people.subList(ofNotice.size(), people.size() - 20);
            var later = people.subList(people.size() - 20, people.size());
            api.subscribe(ofNotice, List.of("avvisi"));
            api.subscribe(ofAlert, List.of("protezione-civile"));
            api.subscribe(later, List.of("pubblica-utilita"));
            var notice = api.announce("Scade il bando per i libri", "avvisi");
            var scheduled = "";
            var alert = "";
            var random = new Random(SEED);
            for (int i = 0; i < KILLS; i++) {
                AppProcess.sleep(1_000 + random.nextInt(1_500));
                if (i == 0) {
                    // Its time comes while nobody is there: the program that starts again sends it.
                    scheduled = api.announce("Strada chiusa", "pubblica-utilita", Instant.now().plus(AT_TEN).plusSeconds(5).toString());
                    assertThat(api.broadcast(scheduled).path("state").asString()).as("its time has not come before the first kill").isEqualTo("scheduled");
                }
                app.kill();
                if (i < DATABASE_KILLS) {
                    AppProcess.killPostgres(directory.resolve("data"));
                }
                app.start();
                alert = i == 0 ? api.announce("Guasto alla rete idrica", "protezione-civile") : alert;
            }
            var states = List.of(awaitEnd(app, alert, Duration.ofMinutes(4)), awaitEnd(app, notice, Duration.ofMinutes(4)), awaitEnd(app, scheduled, Duration.ofMinutes(4)));
            farEnd.hasAcceptedOnceFor(people);
            farEnd.hasKeptThePace(60, 1);
            assertThat(states).allSatisfy(it -> assertThat(sum(it.path("counts"))).isEqualTo(it.path("recipients").asLong()));
            assertThat(states).extracting(it -> it.path("recipients").asInt()).containsExactly(ofAlert.size(), ofNotice.size(), later.size());
        }
    }

    static long sum(JsonNode counts) {
        return counts.properties().stream().mapToLong(it -> it.getValue().asLong()).sum();
    }

    static JsonNode awaitEnd(AppProcess app, String broadcast, Duration patience) {
        var api = app.api("bientina");
        await().atMost(patience).pollInterval(Duration.ofMillis(300))
            .failFast("the application has ended: " + app.tail(), () -> false)
            .until(() -> !api.broadcast(broadcast).path("finished_at").isNull() && api.broadcast(broadcast).hasNonNull("finished_at"));
        return api.broadcast(broadcast);
    }

    /** On a database of its own in this directory, at ten in the morning. */
    static AppProcess app(Path directory, FarEnd farEnd, int port, Map<String, String> more) {
        var environment = farEnd.environment(more);
        environment.put("FILODIRETTO_CLOCK_OFFSET", AT_TEN.toString());
        environment.put("FILODIRETTO_DATA_DIR", directory.resolve("data").toString());
        SharedPrograms.lend(directory.resolve("data/postgres"), PostgresBinaries.shipped());
        return new AppProcess(port, Path.of("target/outside", "bientina-" + port + ".log"), environment);
    }

    static URI webhookOf(int port) {
        return URI.create("http://127.0.0.1:" + port + "/webhooks/whatsapp");
    }
}
