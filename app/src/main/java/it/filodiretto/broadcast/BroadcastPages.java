// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import it.filodiretto.operator.Permission;
import it.filodiretto.page.RailEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** This module's entry on the console's rail. */
@Configuration(proxyBeanMethods = false)
class BroadcastPages {

    @Bean
    RailEntry noticesOnTheRail() {
        return new RailEntry(50, "avvisi", "horn", "Avvisi", Permission.SEE_NOTICES.name());
    }
}
