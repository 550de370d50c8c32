// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.inbox;

import it.filodiretto.contact.CallbackTable;
import it.filodiretto.conversation.Sights;
import it.filodiretto.inbound.Unserved;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.operator.Permission;
import it.filodiretto.page.HeadSearch;
import it.filodiretto.page.Italian;
import it.filodiretto.page.RailEntry;
import it.filodiretto.page.StripQuestion;
import it.filodiretto.page.StripQuestion.StripAnswer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** This module's entry on the console's rail, and its answers on top: how many wait, and since when; whom to call today. */
@Configuration(proxyBeanMethods = false)
class ConversationPages {

    @Bean
    RailEntry messagesOnTheRail() {
        return new RailEntry(10, "messaggi", "inbox", "Messaggi", Permission.ANSWER.name());
    }

    @Bean
    HeadSearch searchAmongTalks(Sights sights) {
        return () -> sights.isReadByOperator() ? Optional.of("/messaggi/ricerca") : Optional.empty();
    }

    @Bean
    @Order(2)
    StripQuestion whoWaits(Sights sights, InboxLists lists) {
        return () -> {
            if (!sights.isReadByOperator()) {
                return Optional.empty();
            }
            return Optional.of(new StripAnswer("", "clock", words(lists.waiting()), "/messaggi"));
        };
    }

    /** «2 richiamate da fare oggi, 1 in ritardo»; on a day without nothing is said. */
    @Bean
    @Order(5)
    StripQuestion whoIsToBeCalledToday(Sights sights, InboxLists lists, Municipalities municipalities, Clock clock) {
        return () -> {
            if (!sights.isReadByOperator()) {
                return Optional.empty();
            }
            var due = lists.due(endOfDay(clock.instant(), municipalities.current().zone()));
            return due.due() == 0 ? Optional.empty() : Optional.of(new StripAnswer(due.late() > 0 ? "late" : "soon", "telephone", words(due), "/messaggi?stato=richiamare"));
        };
    }

    static String words(CallbackTable.Due due) {
        return (due.due() == 1 ? "1 richiamata da fare oggi" : Italian.number(due.due()) + " richiamate da fare oggi")
            + (due.late() == 0 ? "" : ", " + Italian.number(due.late()) + " in ritardo");
    }

    static String words(InboxLists.Waiting waiting) {
        return waiting.people() == 0 || waiting.longest().isEmpty() ? "Nessuno aspetta"
            : (waiting.people() == 1 ? "1 persona aspetta, " : Italian.number(waiting.people()) + " persone aspettano, la prima ") + waiting.longest();
    }

    /** «Oggi 3 chiamate, a cui non si risponde.» Empty on a day without. */
    static String words(Unserved today) {
        var calls = today.calls() == 1 ? "una chiamata" : Italian.number(today.calls()) + " chiamate";
        var refused = today.refused() == 1 ? "un messaggio di un tipo non accettato" : Italian.number(today.refused()) + " messaggi di tipi non accettati";
        return today.calls() + today.refused() == 0 ? ""
            : "Oggi " + (today.refused() == 0 ? calls : today.calls() == 0 ? refused : calls + " e " + refused) + ".";
    }

    /** The midnight that is to come. */
    static Instant endOfDay(Instant now, ZoneId zone) {
        return now.atZone(zone).toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
    }
}
