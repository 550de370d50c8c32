// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.municipality;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.interceptor.TransactionInterceptor;

/** Each transaction is {@link MunicipalityTransactions}'. */
@Configuration(proxyBeanMethods = false)
class TransactionConfiguration {

    /** Spring, which knows where there may be others, looks at each call of a bean whether its class names one: a fortieth of what a request takes. */
    @Bean
    SmartInitializingSingleton oneForAll(TransactionInterceptor interceptor, PlatformTransactionManager transactions) {
        return () -> {
            interceptor.setTransactionManager(transactions);
            interceptor.setBeanFactory(null);
        };
    }
}
