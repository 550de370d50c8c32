// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.site;

import it.filodiretto.page.RailEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The console's first page: the four questions. {@code jte/site/consoleHome.jte} */
@Controller
class ConsoleHomeController {

    @Bean
    static RailEntry homeEntry() {
        return new RailEntry(0, "", "pa", "Inizio", null);
    }

    @GetMapping("/console/{slug}")
    String home() {
        return "site/consoleHome";
    }
}
