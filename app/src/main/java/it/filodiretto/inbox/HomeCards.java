// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.inbox;

import it.filodiretto.conversation.MessageWords;
import it.filodiretto.conversation.Sights;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.page.HomeCard;
import it.filodiretto.page.Italian;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** What this module answers on the console's home: how many wait and since when, by channel; who is to be called back today. */
@Configuration(proxyBeanMethods = false)
class HomeCards {

    private static final int MOST_CALLS = 5;

    @Bean
    @Order(1)
    HomeCard howManyWait(Sights sights, InboxLists lists) {
        return () -> sights.isReadByOperator() ? Optional.of(waiting(lists)) : Optional.empty();
    }

    private static HomeCard.Answer waiting(InboxLists lists) {
        var channels = lists.waitingByChannel();
        return new HomeCard.Answer("waiting", "Quanti aspettano e da quanto?",
            people(channels.stream().mapToLong(InboxLists.OnChannel::people).sum()),
            channels.isEmpty() ? null : new HomeCard.State("soon", "clock", "La prima " + channels.getFirst().longest()),
            channels.stream().map(HomeCards::row).toList(),
            lists.longest().map(it -> new HomeCard.Link("Rispondi a chi aspetta da più tempo", "/messaggi/" + it)).orElse(null), true);
    }

    private static String people(long waiting) {
        return waiting == 0 ? "Nessuno" : waiting == 1 ? "1 persona" : Italian.number(waiting) + " persone";
    }

    private static HomeCard.Row row(InboxLists.OnChannel it) {
        return new HomeCard.Row(MessageWords.icon(it.channel()), MessageWords.channel(it.channel()) + ": " + Italian.number(it.people()),
            it.unfollowed() == 0 ? "" : Italian.number(it.unfollowed()) + " di nessuno", new HomeCard.State("", "clock", it.longest()));
    }

    @Bean
    @Order(2)
    HomeCard whoIsToBeCalledBack(Sights sights, InboxLists lists, Municipalities municipalities, Clock clock) {
        return () -> {
            if (!sights.isReadByOperator()) {
                return Optional.empty();
            }
            var zone = municipalities.current().zone();
            var now = clock.instant();
            var tonight = ConversationPages.endOfDay(now, zone);
            var due = lists.due(tonight);
            return due.due() == 0 ? Optional.empty() : Optional.of(new HomeCard.Answer("calls", "Chi va richiamato oggi?", due.due() == 1 ? "1 richiamata" : Italian.number(due.due()) + " richiamate",
                due.late() == 0 ? null : new HomeCard.State("late", "warning-circle", due.late() == 1 ? "1 in ritardo" : Italian.number(due.late()) + " in ritardo"),
                lists.list(Filter.of("richiamare", ""), Paging.FIRST, MOST_CALLS).stream().filter(it -> Objects.requireNonNull(it.due()).isBefore(tonight)).map(it -> {
                    var at = Objects.requireNonNull(it.due());
                    var follower = it.hands().follower();
                    return new HomeCard.Row("telephone", it.who(), follower == null ? "di nessuno" : follower,
                        at.isBefore(now) ? new HomeCard.State("late", "warning-circle", "in ritardo") : new HomeCard.State("soon", "clock", "entro le " + Italian.clock(at, zone)));
                }).toList(),
                new HomeCard.Link("Tutte le richiamate", "/messaggi?stato=richiamare"), true));
        };
    }
}
