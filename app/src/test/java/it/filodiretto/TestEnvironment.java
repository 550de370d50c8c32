// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto;

import it.filodiretto.database.Roles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Gives the application under test a database of its own on the test run's PostgreSQL, and an empty data directory. */
@NullMarked
public class TestEnvironment implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /** As the simulator has them by default. */
    public static final String APP_SECRET = "app-secret";
    public static final String VERIFY_TOKEN = "verify-token";
    public static final String API_KEY = "key-of-the-tests";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var url = TestPostgres.server().url(TestPostgres.newDatabase());
        try {
            Files.createDirectories(Path.of("target/test-data"));
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("tests look themselves", Map.of("filodiretto.inbox-watch", "PT0S", "filodiretto.presence-kept", "PT0S")));
            // New numbers in every test, and stopped ones in some.
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("short rounds", Map.of("filodiretto.sending.round", "PT0.3S", "filodiretto.sending.rest", "PT2S")));
            // Hundreds of operators are made and log in; what an installation starts with LoginTest looks at.
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("cheap passwords", Map.of("filodiretto.password-memory", "64")));
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("sites", Map.of("filodiretto.chat.origins", "http://127.0.0.1:*",
                "filodiretto.source-url", "https://code.example/filodiretto",
                "filodiretto.map.tiles", "https://tiles.example/{z}/{x}/{y}.png")));
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", Map.of(
                "filodiretto.api-key", API_KEY,
                "filodiretto.pages-kept", "PT0S",
                "filodiretto.meta.app-secret", APP_SECRET,
                "filodiretto.meta.verify-token", VERIFY_TOKEN,
                "filodiretto.data-dir", Files.createTempDirectory(Path.of("target/test-data"), "run-").toString(),
                "spring.datasource.url", url,
                "spring.datasource.username", Roles.APPLICATION,
                "spring.datasource.password", TestPostgres.server().password(Roles.APPLICATION),
                "spring.flyway.user", Roles.OWNER,
                "spring.flyway.password", TestPostgres.server().password(Roles.OWNER))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
