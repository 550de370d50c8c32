// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.database;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Which PostgreSQL: the embedded one, unless {@code spring.datasource.url} names another. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    @Bean
    static Node node() {
        return Node.ofThisProcess();
    }

    /** All sessions of this process carry its name, so that the others can end them if it freezes (docs/adr/0001). */
    @Bean
    static BeanPostProcessor sessionsCarryTheNodesName(ObjectProvider<Node> node) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof HikariDataSource pool) {
                    pool.addDataSourceProperty("ApplicationName", node.getObject().name());
                }
                return bean;
            }
        };
    }

    /** Checks the server before anything is written to it. */
    @Bean
    FlywayConfigurationCustomizer roleOfTheApplication(JdbcConnectionDetails database, FlywayConnectionDetails owner, @Nullable EmbeddedPostgres ours) {
        return flyway -> {
            var role = new ApplicationRole(database.getJdbcUrl(), text(database.getUsername()), text(database.getPassword()));
            role.refuseToBe(text(owner.getUsername()));
            role.check();
            if (ours == null) {
                role.refusePooler();
            }
            flyway.placeholders(Map.of("appRole", role.name()));
            flyway.ignoreMigrationPatterns(new String[0]);   // nor those of a newer program: see Forwards
        };
    }

    private static String text(@Nullable String setting) {
        return setting == null ? "" : setting;
    }

    /** The server that comes along, where no address is given. Decided at start and not by a condition: a prepared context serves both. */
    @Bean(destroyMethod = "close")
    @Nullable EmbeddedPostgres embeddedPostgres(@Value("${filodiretto.data-dir}") Path data, Environment settings) {
        if (!settings.getProperty("spring.datasource.url", "").isEmpty()) {
            return null;
        }
        var home = data.toAbsolutePath().normalize().resolve("postgres");
        return settings.matchesProfiles("admin")
            ? EmbeddedPostgres.startOrJoin(home, PostgresBinaries.shipped())
            : EmbeddedPostgres.start(home, PostgresBinaries.shipped());
    }

    @Bean
    JdbcConnectionDetails applicationConnection(@Nullable EmbeddedPostgres ours, Environment settings) {
        return ours == null
            ? new AsApplication(settings.getRequiredProperty("spring.datasource.url"), settings.getProperty("spring.datasource.username"),
                settings.getProperty("spring.datasource.password"))
            : new AsApplication(ours.url("filodiretto"), Roles.APPLICATION, ours.password(Roles.APPLICATION));
    }

    @Bean
    FlywayConnectionDetails ownerConnection(@Nullable EmbeddedPostgres ours, Environment settings) {
        return ours == null
            ? new AsOwner(settings.getProperty("spring.flyway.url", settings.getRequiredProperty("spring.datasource.url")),
                settings.getProperty("spring.flyway.user"), settings.getProperty("spring.flyway.password"))
            : new AsOwner(ours.url("filodiretto"), Roles.OWNER, ours.password(Roles.OWNER));
    }

    private record AsApplication(String url, @Nullable String name, @Nullable String password) implements JdbcConnectionDetails {

        @Override
        public String getJdbcUrl() {
            return url;
        }

        @Override
        public @Nullable String getUsername() {
            return name;
        }

        @Override
        public @Nullable String getPassword() {
            return password;
        }
    }

    private record AsOwner(String url, @Nullable String name, @Nullable String password) implements FlywayConnectionDetails {

        @Override
        public String getJdbcUrl() {
            return url;
        }

        @Override
        public @Nullable String getUsername() {
            return name;
        }

        @Override
        public @Nullable String getPassword() {
            return password;
        }
    }
}
