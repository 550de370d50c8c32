// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscription;

import it.filodiretto.page.RailEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The way to the subscribers, in the console's rail. */
@Configuration(proxyBeanMethods = false)
class SubscriberEntry {

    @Bean
    RailEntry subscribersRail() {
        return new RailEntry(70, "iscritti", "user", "Iscritti", null);
    }
}
