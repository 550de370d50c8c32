// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import it.filodiretto.TestPostgres;
import it.filodiretto.database.Roles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes on one database: each does its part, and any may be killed or frozen. */
@Tag("waiting")
class TwoNodesTest {

    private static final int RATE = 60;

    @TempDir Path directory;

    private final String database = TestPostgres.server().url(TestPostgres.newDatabase());

    /** In one notice: who is relieved comes back to no effect, and is there when the other is gone. */
    @Test
    void oneIsFrozenBeyondItsLeaseAndThawsToNoEffectAndFinishesTheWorkOfTheOtherThatIsKilled() {
        int first = AppProcess.freePort();
        int second = AppProcess.freePort();
        try (var farEnd = new FarEnd(webhookOf(first), webhookOf(second)); var one = node(farEnd, first); var other = node(farEnd, second)) {
            one.start();
            one.api("bientina").setUp();
            other.start();
            var people = FarEnd.phones(1_200);
            var api = other.api("bientina");
            api.subscribe(people);
            var broadcast = api.announce("Guasto alla rete idrica", "protezione-civile");
            awaitMore(farEnd, 150);
            one.freeze();
            awaitMore(farEnd, 150);
            one.thaw();
            awaitMore(farEnd, 150);
            other.kill();
            var state = NeverLostNeverTwiceTest.awaitEnd(one, broadcast, Duration.ofMinutes(2));
            farEnd.hasAcceptedOnceFor(people);
            farEnd.hasKeptThePace(RATE, 3);
            assertThat(NeverLostNeverTwiceTest.sum(state.path("counts"))).isEqualTo(people.size());
        }
    }

    private static void awaitMore(FarEnd farEnd, int messages) {
        int until = farEnd.simulator.acceptedCount() + messages;
        await().atMost(Duration.ofSeconds(60)).until(() -> farEnd.simulator.acceptedCount() > until);
    }

    private AppProcess node(FarEnd farEnd, int port) {
        return new AppProcess(port, Path.of("target/outside", getClass().getSimpleName() + "-" + port + ".log"), farEnd.environment(Map.of(
            "SPRING_DATASOURCE_URL", database, "SPRING_DATASOURCE_USERNAME", Roles.APPLICATION,
            "SPRING_DATASOURCE_PASSWORD", TestPostgres.server().password(Roles.APPLICATION),
            "SPRING_FLYWAY_USER", Roles.OWNER, "SPRING_FLYWAY_PASSWORD", TestPostgres.server().password(Roles.OWNER),
            "FILODIRETTO_DATA_DIR", directory.resolve("shared").toString(), "FILODIRETTO_META_RATE", String.valueOf(RATE))));
    }

    private static java.net.URI webhookOf(int port) {
        return java.net.URI.create("http://127.0.0.1:" + port + "/webhooks/whatsapp");
    }
}
