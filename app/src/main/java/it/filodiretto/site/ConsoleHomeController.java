// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.site;

import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.Presence;
import it.filodiretto.outcome.Agenda;
import it.filodiretto.page.RailEntry;
import it.filodiretto.subscription.Subscriptions;
import it.filodiretto.wording.Topics;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The console's first page, which answers the questions one comes with: {@code jte/site/consoleHome.jte}. */
@Controller
class ConsoleHomeController {

    private final Channels channels;
    private final Presence presence;
    private final Subscriptions subscriptions;
    private final Topics topics;
    private final Agenda agenda;

    ConsoleHomeController(Channels channels, Presence presence, Subscriptions subscriptions, Topics topics, Agenda agenda) {
        this.channels = channels;
        this.presence = presence;
        this.subscriptions = subscriptions;
        this.topics = topics;
        this.agenda = agenda;
    }

    @Bean
    static RailEntry homeEntry() {
        return new RailEntry(0, "", "pa", "Inizio", null);
    }

    @GetMapping("/console/{slug}")
    String home(Model model) {
        show(model);
        return "site/consoleHome";
    }

    /** The cards alone: the page asks for them every half minute. */
    @GetMapping("/console/{slug}/riepilogo")
    String cards(Model model) {
        show(model);
        return "site/homeCards";
    }

    private void show(Model model) {
        model.addAttribute("home", new ConsoleHome(
            new ConsoleHome.Opening(channels.main(), channels.all(), channels.nextClosure()),
            new ConsoleHome.Team(presence.now(), presence.accounts(), CurrentOperator.find(), Clock.systemUTC().instant()),
            new ConsoleHome.Reach(subscriptions.count(), topics.list()),
            agenda.today()));
    }
}
