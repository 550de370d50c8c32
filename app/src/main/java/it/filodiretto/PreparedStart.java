// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.util.ClassUtils;

/**
 * Which beans there are is the same at each start, so {@code packaging/prepare} finds it out once for each version: a third of a
 * start is spared. It was found out for the settings that come along; where one is set that might decide otherwise, and where
 * nothing was prepared, the program finds it out anew.
 */
@NullMarked
final class PreparedStart implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

    private static final String SWITCH = "spring.aot.enabled";
    private static final String PREPARED = "it.filodiretto.Filodiretto__ApplicationContextInitializer";

    /** Spring's own settings decide which beans there are; ours never do. */
    private static final List<String> MAY_DECIDE = List.of("spring.", "management.", "server.", "debug");

    private static final Set<String> DECIDE_NOTHING = Set.of("spring.profiles.active", "spring.datasource.url", "spring.datasource.username",
        "spring.datasource.password", "spring.flyway.url", "spring.flyway.user", "spring.flyway.password", "server.port", "server.address");

    private static final List<String> DECIDE_NOTHING_BELOW = List.of("spring.application.", "spring.datasource.hikari.", "server.tomcat.");

    /** The program asks for this one itself. */
    private static final Set<String> PROFILES = Set.of("demo");

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        if (SpringProperties.getProperty(SWITCH) == null && ClassUtils.isPresent(PREPARED, getClass().getClassLoader()) && fits(event.getEnvironment())) {
            SpringProperties.setFlag(SWITCH);
        }
    }

    static boolean fits(ConfigurableEnvironment environment) {
        return PROFILES.containsAll(List.of(environment.getActiveProfiles()))
            && environment.getPropertySources().stream().flatMap(PreparedStart::namesSetFromOutside).noneMatch(PreparedStart::mayDecide);
    }

    private static Stream<String> namesSetFromOutside(Object source) {
        return source instanceof EnumerablePropertySource<?> listed && !listed.getName().contains("class path resource [application.yaml]")
            ? Stream.of(listed.getPropertyNames()) : Stream.of();
    }

    /** @param name as in a file, or as in the environment */
    private static boolean mayDecide(String name) {
        var plain = name.toLowerCase(Locale.ROOT).replace('_', '.');
        return MAY_DECIDE.stream().anyMatch(plain::startsWith) && !DECIDE_NOTHING.contains(plain) && DECIDE_NOTHING_BELOW.stream().noneMatch(plain::startsWith);
    }
}
