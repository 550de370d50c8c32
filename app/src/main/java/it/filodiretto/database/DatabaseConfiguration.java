// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.database;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
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
import org.springframework.core.type.AnnotatedTypeMetadata;
import java.util.Map;

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

    @Bean
    FlywayConfigurationCustomizer roleOfTheApplication(JdbcConnectionDetails database) {
        return it -> it.placeholders(Map.of("appRole", String.valueOf(database.getUsername())));
    }

    @Configuration(proxyBeanMethods = false)
    @Conditional(NoAddressGiven.class)
    static class Embedded {

        @Bean(destroyMethod = "close")
        EmbeddedPostgres embeddedPostgres(@Value("${filodiretto.data-dir}") Path data) {
            return EmbeddedPostgres.start(data.toAbsolutePath().normalize().resolve("postgres"), PostgresBinaries.shipped());
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
