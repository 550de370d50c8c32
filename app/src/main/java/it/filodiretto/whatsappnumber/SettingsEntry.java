// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsappnumber;

import it.filodiretto.operator.Permission;
import it.filodiretto.page.RailEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The way to the settings, in the console's rail. */
@Configuration(proxyBeanMethods = false)
class SettingsEntry {

    @Bean
    RailEntry whatsAppSettings() {
        return new RailEntry(100, "impostazioni/whatsapp", "settings", "Impostaz.", Permission.ADMINISTER.name());
    }
}
