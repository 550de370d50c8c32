// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.access;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.transaction.support.TransactionOperations;

/** When an operator was last there is written down twice a minute: an open inbox asks several times a second, and each would be a commit. */
@Configuration(proxyBeanMethods = false)
class SessionConfiguration {

    /** Its parameters are those of Spring Session's own, in their order; whatever else changes is written at once. */
    private static final String UPDATE = """
        update %TABLE_NAME% s
           set session_id = n.session_id, last_access_time = n.last_access_time, max_inactive_interval = n.max_inactive_interval,
               expiry_time = n.expiry_time, principal_name = n.principal_name
          from (select ?::char(36) as session_id, ?::bigint as last_access_time, ?::int as max_inactive_interval, ?::bigint as expiry_time,
                       ?::varchar as principal_name, ?::char(36) as primary_id) n
         where s.primary_id = n.primary_id
           and (s.last_access_time < n.last_access_time - 30000 or s.session_id <> n.session_id
                or s.max_inactive_interval <> n.max_inactive_interval or s.principal_name is distinct from n.principal_name)""";

    /** Each of its statements is one commit anyhow: a transaction around it would be three statements more, for each request. */
    @Bean
    TransactionOperations springSessionTransactionOperations() {
        return TransactionOperations.withoutTransaction();
    }

    @Bean
    @Primary
    SessionRepository<? extends Session> operatorSessions(JdbcIndexedSessionRepository stored) {
        return SessionLookUps.of(stored);
    }

    @Bean
    SessionRepositoryCustomizer<JdbcIndexedSessionRepository> seldomWrittenSessions() {
        return sessions -> sessions.setUpdateSessionQuery(UPDATE);
    }
}
