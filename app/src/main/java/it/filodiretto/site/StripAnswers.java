// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.site;

import it.filodiretto.operator.Presence;
import it.filodiretto.outcome.Agenda;
import it.filodiretto.page.StripQuestion;
import it.filodiretto.page.StripQuestion.StripAnswer;
import it.filodiretto.page.Words;
import it.filodiretto.subscription.Subscriptions;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** The questions always answered on top of the console, as far as there is a true answer. */
@Configuration(proxyBeanMethods = false)
class StripAnswers {

    @Bean
    @Order(1)
    StripQuestion areWeOpen(Channels channels) {
        return () -> {
            var state = channels.main();
            return Optional.of(new StripAnswer(state.open() ? "open" : "closed", state.open() ? "check-circle" : "minus-circle", state.words(), ""));
        };
    }

    @Bean
    @Order(2)
    StripQuestion howManyCanWeTell(Subscriptions subscriptions, Words words) {
        return () -> Optional.of(new StripAnswer("", "horn", words.get("site.strip.subscribers", subscriptions.count().active()), ""));
    }

    @Bean
    @Order(3)
    StripQuestion whoIsHere(Presence presence, Words words) {
        return () -> Optional.of(new StripAnswer("", "user", words.get("site.present", presence.now().size()), ""));
    }

    @Bean
    @Order(4)
    StripQuestion whatLeavesToday(Agenda agenda, Words words) {
        return () -> {
            var today = agenda.today();
            var leaving = today.stream().filter(it -> it.turn() == Agenda.Turn.LEAVING).count();
            if (leaving > 0) {
                return Optional.of(new StripAnswer("info", "refresh", words.get("site.strip.leaving", leaving), "/avvisi"));
            }
            var ahead = today.stream().filter(it -> it.turn() == Agenda.Turn.AHEAD).count();
            return Optional.of(new StripAnswer(ahead > 0 ? "soon" : "", "clock", words.get("site.strip.ahead", ahead), "/avvisi"));
        };
    }
}
