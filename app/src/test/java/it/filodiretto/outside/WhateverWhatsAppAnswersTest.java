// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outside;

import static it.filodiretto.outside.NeverLostNeverTwiceTest.SEED;
import static it.filodiretto.outside.NeverLostNeverTwiceTest.app;
import static it.filodiretto.outside.NeverLostNeverTwiceTest.awaitEnd;
import static it.filodiretto.outside.NeverLostNeverTwiceTest.sum;
import static it.filodiretto.outside.NeverLostNeverTwiceTest.webhookOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import it.filodiretto.simulator.FaultKind;
import it.filodiretto.simulator.StatusRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A notice to many, while WhatsApp misbehaves. What the far end accepted is compared with whom the notice was for.
 * {@code -Dtoken.invalid.seconds=60} is the full minute ({@code bin/check --long}).
 */
@Tag("waiting")
class WhateverWhatsAppAnswersTest {

    private static final int TOKEN_INVALID = Integer.getInteger("token.invalid.seconds", 5);
    /** Much shorter than the wait for a report: whoever's report comes later is written to again, and rightly so. */
    private static final Duration REPORTS_KEPT = Duration.ofSeconds(5);
    private static final Map<String, String> SETTINGS = Map.of("FILODIRETTO_META_RATE", "300");

    @TempDir Path directory;

    @Test
    void nobodyIsMissedAndNobodyIsWrittenToTwice() {
        int port = AppProcess.freePort();
        try (var farEnd = new FarEnd(webhookOf(port)); var app = app(directory, farEnd, port, SETTINGS)) {
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
            await().atMost(Duration.ofSeconds(60 + TOKEN_INVALID)).until(() -> farEnd.simulator.acceptedCount() > 1_500);
            farEnd.simulator.statuses(StatusRules.Flow.KEPT);
            var since = System.nanoTime();
            await().until(() -> farEnd.simulator.acceptedCount() > 2_500 || System.nanoTime() - since > REPORTS_KEPT.toNanos());
            farEnd.simulator.statuses(StatusRules.Flow.ON);
            farEnd.simulator.faults().share(FaultKind.DUPLICATE_WEBHOOK, 0.2, SEED);
            var state = awaitEnd(app, broadcast, Duration.ofMinutes(4));
            farEnd.hasAcceptedOnceFor(people);
            assertThat(sum(state.path("counts"))).isEqualTo(people.size());
            assertThat(state.path("counts").path("failed").asLong()).isZero();
        }
    }
}
