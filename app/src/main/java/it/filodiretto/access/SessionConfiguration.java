// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.access;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.core.serializer.support.SerializingConverter;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.transaction.support.TransactionOperations;

/** Operators' sessions are looked up once a request, and written when something in them has changed, or twice a minute ({@link HeldSession}). */
@Configuration(proxyBeanMethods = false)
class SessionConfiguration {

    /** Each of its statements is one commit anyhow: a transaction around it would be three statements more, for each request. */
    @Bean
    TransactionOperations springSessionTransactionOperations() {
        return TransactionOperations.withoutTransaction();
    }

    /** Of sessions alone: nothing else asks for it by its kind. */
    @Bean(defaultCandidate = false)
    ConversionService springSessionConversionService() {
        var service = new GenericConversionService();
        service.addConverter(Object.class, byte[].class, new SerializingConverter());
        service.addConverter(byte[].class, Object.class, new SessionObjects(getClass().getClassLoader()));
        return service;
    }

    @Bean
    @Primary
    SessionRepository<? extends Session> operatorSessions(JdbcIndexedSessionRepository stored) {
        return SessionLookUps.of(stored);
    }
}
