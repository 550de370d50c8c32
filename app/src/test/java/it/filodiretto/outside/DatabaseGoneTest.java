// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import it.filodiretto.Machine;
import it.filodiretto.database.PostgresBinaries;
import it.filodiretto.database.SharedPrograms;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL dies under the running application: it says so, brings it back as soon as it can, and goes on where it was. */
@Tag("waiting")
class DatabaseGoneTest {

    @TempDir Path directory;

    @Test
    void itIsSaidAtOnceAndWhenTheServerIsBackWhoWritesIsAnsweredWithoutARestart() throws IOException {
        int port = AppProcess.freePort();
        try (var farEnd = new FarEnd(URI.create("http://127.0.0.1:" + port + "/webhooks/whatsapp"))) {
            SharedPrograms.lend(directory.resolve("data/postgres"), PostgresBinaries.shipped());
            var environment = farEnd.environment(Map.of("FILODIRETTO_DATA_DIR", directory.resolve("data").toString()));
            try (var app = new AppProcess(port, Path.of("target/outside", getClass().getSimpleName() + "-" + port + ".log"), environment).start()) {
                app.api("bientina").setUp();
                var settings = directory.resolve("data/postgres/cluster/postgresql.conf");
                Files.move(settings, settings.resolveSibling("away"));
                AppProcess.killPostgres(directory.resolve("data"));
                await().atMost(Machine.within(Duration.ofSeconds(5), Duration.ofSeconds(20))).until(() -> status(app) == 503);

                // A person writes while nothing can be kept: WhatsApp is not told that all is well, and comes again.
                var phone = farEnd.simulator.phone("393491234567").chat(FarEnd.NUMBER);
                phone.write("Attiva");
                Files.move(settings.resolveSibling("away"), settings);
                await().atMost(Duration.ofSeconds(60)).until(() -> status(app) == 200);
                await().atMost(Duration.ofSeconds(60)).until(() -> !phone.received().isEmpty());
                assertThat(app.api("bientina").get("subscribers/count").path("active").asInt()).isEqualTo(1);

                // Once more, and nobody has to lift a finger.
                AppProcess.killPostgres(directory.resolve("data"));
                var other = farEnd.simulator.phone("393491234568").chat(FarEnd.NUMBER);
                other.write("Attiva");
                await().atMost(Duration.ofSeconds(60)).until(() -> !other.received().isEmpty());
                await().atMost(Machine.within(Duration.ofSeconds(5), Duration.ofSeconds(20))).until(() -> status(app) == 200);
            }
        }
    }

    private static int status(AppProcess app) {
        return Api.status(app.url().resolve("/readyz"));
    }
}
