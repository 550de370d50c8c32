// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.privacy;

import it.filodiretto.operator.Permission;
import it.filodiretto.page.RailEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The way to one person, in the console's rail. */
@Configuration(proxyBeanMethods = false)
class PeopleEntry {

    @Bean
    RailEntry peopleOnTheRail() {
        return new RailEntry(75, "persone", "search", "Persone", Permission.SEE_CONTACTS.name());
    }
}
