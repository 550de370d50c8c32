// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import it.filodiretto.database.PostgresBinaries;
import it.filodiretto.database.SharedPrograms;
import it.filodiretto.simulator.FaultKind;
import it.filodiretto.simulator.StatusRules;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Notices to many, while everything fails: the application is killed at seeded moments, its PostgreSQL too, and WhatsApp
 * misbehaves. What the far end accepted is compared with whom the notice was for. {@code -Dkills=30 -Ddatabase.kills=10} is
 * the full amount, {@code -Dtoken.invalid.seconds=60} the full minute ({@code bin/check --long}); the test run does a few.
 */
class NeverLostNeverTwiceTest {

    private static final int KILLS = Integer.getInteger("kills", 3);
    private static final int DATABASE_KILLS = Integer.getInteger("database.kills", 1);
    private static final int TOKEN_INVALID = Integer.getInteger("token.invalid.seconds", 5);
    /** In the hours of silence a notice would wait. */
    private static final Duration AT_TEN = Duration.between(LocalTime.now(ZoneId.of("Europe/Rome")), LocalTime.of(10, 0));
    private static final long SEED = Long.getLong("seed", 20261124);

    @TempDir Path directory;

    @Test
    void killedAtAnyMomentNobodyIsMissedAndNobodyIsWrittenToTwice() {
        int port = AppProcess.freePort();
        try (var farEnd = new FarEnd(webhookOf(port)); var app = app(farEnd, port, Map.of("FILODIRETTO_META_RATE", "60"))) {
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
            // Its time comes while nobody is there, or just before: the program that starts again sends it.
            var scheduled = api.announce("Strada chiusa", "pubblica-utilita", Instant.now().plus(AT_TEN).plusSeconds(5).toString());
            var notice = api.announce("Scade il bando per i libri", "avvisi");
            var alert = "";
            var random = new Random(SEED);
            for (int i = 0; i < KILLS; i++) {
                AppProcess.sleep(1_000 + random.nextInt(1_500));
                assertThat(i > 0 || api.broadcast(scheduled).path("state").asString().equals("scheduled")).as("its time has not come before the first kill").isTrue();
                app.kill();
                if (i < DATABASE_KILLS) {
                    AppProcess.killPostgres(directory.resolve("data"));
                }
                app.start();
                alert = i == 0 ? api.announce("Guasto alla rete idrica", "protezione-civile") : alert;
            }
            var states = List.of(awaitEnd(app, alert, Duration.ofMinutes(4)), awaitEnd(app, notice, Duration.ofMinutes(4)), awaitEnd(app, scheduled, Duration.ofMinutes(4)));
            farEnd.hasAcceptedOnceFor(people);
            assertThat(states).allSatisfy(it -> assertThat(sum(it.path("counts"))).isEqualTo(it.path("recipients").asLong()));
            assertThat(states).extracting(it -> it.path("recipients").asInt()).containsExactly(ofAlert.size(), ofNotice.size(), later.size());
        }
    }

    @Test
    void whateverWhatsAppAnswersNobodyIsMissedAndNobodyIsWrittenToTwice() {
        int port = AppProcess.freePort();
        try (var farEnd = new FarEnd(webhookOf(port)); var app = app(farEnd, port, Map.of("FILODIRETTO_META_RATE", "300"))) {
            app.start();
            var api = app.api("bientina");
            api.setUp();
            var people = FarEnd.phones(3_000);
            api.subscribe(people);
            for (var kind : List.of(FaultKind.CUT_BEFORE, FaultKind.CUT_AFTER, FaultKind.SERVER_ERROR, FaultKind.SERVER_ERROR_AFTER,
                    FaultKind.REFUSED, FaultKind.NO_ANSWER, FaultKind.NO_ANSWER_AFTER, FaultKind.MALFORMED_ANSWER, FaultKind.ANSWER_WITHOUT_ID)) {
                farEnd.simulator.faults().share(kind, 0.0055, SEED + kind.ordinal());
            }
            var broadcast = api.announce("Guasto alla rete idrica", "protezione-civile");
            await().atMost(Duration.ofSeconds(60)).until(() -> farEnd.simulator.acceptedCount() > 600);
            farEnd.simulator.faults().during(FaultKind.TOKEN_INVALID, Duration.ofSeconds(TOKEN_INVALID));
            await().atMost(Duration.ofSeconds(60)).until(() -> farEnd.simulator.acceptedCount() > 1_500);
            farEnd.simulator.statuses(StatusRules.Flow.KEPT);
            await().atMost(Duration.ofSeconds(60)).until(() -> farEnd.simulator.acceptedCount() > 2_500);
            farEnd.simulator.statuses(StatusRules.Flow.ON);
            farEnd.simulator.faults().share(FaultKind.DUPLICATE_WEBHOOK, 0.2, SEED);
            var state = awaitEnd(app, broadcast, Duration.ofMinutes(4));
            farEnd.hasAcceptedOnceFor(people);
            assertThat(sum(state.path("counts"))).isEqualTo(people.size());
            assertThat(state.path("counts").path("failed").asLong()).isZero();
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

    private AppProcess app(FarEnd farEnd, int port, Map<String, String> more) {
        var environment = farEnd.environment(more);
        environment.put("FILODIRETTO_CLOCK_OFFSET", AT_TEN.toString());
        environment.put("FILODIRETTO_DATA_DIR", directory.resolve("data").toString());
        SharedPrograms.lend(directory.resolve("data/postgres"), PostgresBinaries.shipped());
        return new AppProcess(port, Path.of("target/outside", getClass().getSimpleName() + "-" + port + ".log"), environment);
    }

    private static java.net.URI webhookOf(int port) {
        return java.net.URI.create("http://127.0.0.1:" + port + "/webhooks/whatsapp");
    }
}
