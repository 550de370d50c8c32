// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.drafting;

import it.filodiretto.municipality.Municipalities;
import it.filodiretto.notice.NoticeRights;
import it.filodiretto.operator.Permission;
import it.filodiretto.page.HomeCard;
import it.filodiretto.page.RailEntry;
import it.filodiretto.preflight.Preflights;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** This module's entry on the console's rail, and its answer on the console's home. */
@Configuration(proxyBeanMethods = false)
class BroadcastPages {

    @Bean
    RailEntry noticesOnTheRail() {
        return new RailEntry(50, "avvisi", "horn", "Avvisi", Permission.SEE_NOTICES.name());
    }

    /** What is in the way of an alert is known before there is one. */
    @Bean
    @Order(3)
    HomeCard couldEverybodyBeTold(Preflights preflights, Municipalities municipalities) {
        return () -> NoticeRights.maySend() && municipalities.current().whatsapp() != null ? Optional.of(preflights.readiness().answer()) : Optional.empty();
    }
}
