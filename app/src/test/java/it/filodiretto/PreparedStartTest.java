// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;

/** What was found out for the shipped settings is believed as long as nothing that decides is set otherwise. */
@NullMarked
class PreparedStartTest {

    @ParameterizedTest
    @ValueSource(strings = {"FILODIRETTO_DATA_DIR", "SERVER_PORT", "SERVER_ADDRESS", "SPRING_DATASOURCE_URL", "SPRING_FLYWAY_PASSWORD",
        "SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE", "SERVER_TOMCAT_REMOTEIP_INTERNAL_PROXIES", "LOGGING_LEVEL_ROOT"})
    void theUsualSettingsLeaveThePreparedContextAsItIs(String name) throws IOException {
        assertThat(PreparedStart.fits(with(name))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MANAGEMENT_SERVER_PORT", "SPRING_MAIL_HOST", "SERVER_SSL_BUNDLE", "server.forward-headers-strategy", "spring.flyway.enabled"})
    void whatMightDecideWhichBeansThereAreIsAskedAnew(String name) throws IOException {
        assertThat(PreparedStart.fits(with(name))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "qualcosa"})
    void onlyTheDemonstrationsProfileIsPrepared(String profile) throws IOException {
        var environment = with("FILODIRETTO_DATA_DIR");
        environment.setActiveProfiles(profile);
        assertThat(PreparedStart.fits(environment)).isEqualTo(profile.equals("demo"));
    }

    private static ConfigurableEnvironment with(String name) throws IOException {
        var environment = new StandardEnvironment();
        var sources = environment.getPropertySources();
        sources.stream().map(it -> it.getName()).toList().forEach(sources::remove);
        sources.addLast(new SystemEnvironmentPropertySource("environment", Map.of(name, "1")));
        sources.addLast(new MapPropertySource("applicationInfo", Map.of("spring.application.pid", 1)));
        new YamlPropertySourceLoader().load("Config resource 'class path resource [application.yaml]'", new ClassPathResource("application.yaml"))
            .forEach(sources::addLast);
        return environment;
    }
}
