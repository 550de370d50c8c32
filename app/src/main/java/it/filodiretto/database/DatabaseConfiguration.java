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
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

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
    FlywayConfigurationCustomizer roleOfTheApplication(JdbcConnectionDetails database, FlywayConnectionDetails owner) {
        return flyway -> {
            var role = new ApplicationRole(database.getJdbcUrl(), text(database.getUsername()), text(database.getPassword()));
            role.refuseToBe(text(owner.getUsername()));
            role.check();
            flyway.placeholders(Map.of("appRole", role.name()));
        };
    }

    private static String text(@Nullable String setting) {
        return setting == null ? "" : setting;
    }

    @Configuration(proxyBeanMethods = false)
    @Conditional(NoAddressGiven.class)
    static class Embedded {

        @Bean(destroyMethod = "close")
        EmbeddedPostgres embeddedPostgres(@Value("${filodiretto.data-dir}") Path data, Environment environment) {
            var home = data.toAbsolutePath().normalize().resolve("postgres");
            return environment.matchesProfiles("admin")
                ? EmbeddedPostgres.startOrJoin(home, PostgresBinaries.shipped())
                : EmbeddedPostgres.start(home, PostgresBinaries.shipped());
        }

        @Bean
        JdbcConnectionDetails applicationConnection(EmbeddedPostgres postgres) {
            return new JdbcConnectionDetails() {
                @Override
                public String getJdbcUrl() {
                    return postgres.url("filodiretto");
                }

                @Override
                public String getUsername() {
                    return Roles.APPLICATION;
                }

                @Override
                public String getPassword() {
                    return postgres.password(Roles.APPLICATION);
                }
            };
        }

        @Bean
        FlywayConnectionDetails ownerConnection(EmbeddedPostgres postgres) {
            return new FlywayConnectionDetails() {
                @Override
                public String getJdbcUrl() {
                    return postgres.url("filodiretto");
                }

                @Override
                public String getUsername() {
                    return Roles.OWNER;
                }

                @Override
                public String getPassword() {
                    return postgres.password(Roles.OWNER);
                }
            };
        }
    }

    static class NoAddressGiven implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return context.getEnvironment().getProperty("spring.datasource.url", "").isEmpty();
        }
    }
}
