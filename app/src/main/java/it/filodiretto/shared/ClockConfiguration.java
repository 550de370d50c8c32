// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.shared;

import java.time.Clock;
import java.time.Duration;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The clock of opening hours and message windows; rates, leases and the life of secrets never use it. */
@Configuration(proxyBeanMethods = false)
class ClockConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Clock clock(@Value("${filodiretto.clock-offset}") Duration offset) {
        if (!offset.isZero()) {
            LoggerFactory.getLogger(ClockConfiguration.class).atWarn().addKeyValue("offset", offset)
                .log("THE CLOCK IS MOVED: opening hours and message windows do not follow the real time");
        }
        return Clock.offset(Clock.systemUTC(), offset);
    }
}
