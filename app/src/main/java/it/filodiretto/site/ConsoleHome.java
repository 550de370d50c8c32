// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.site;

import it.filodiretto.opening.OpenState;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Presence.Present;
import it.filodiretto.outcome.Agenda;
import it.filodiretto.subscription.Subscriptions;
import it.filodiretto.wording.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the console's home answers, a card each. */
record ConsoleHome(Opening opening, Team team, Reach reach, List<Agenda.Entry> today) {

    /** @param main of what people mean by «are you open» @param closure the next day of thirty on which something is closed by way of exception; null: none */
    record Opening(OpenState main, List<ChannelLine> channels, @Nullable ClosedDay closure) {}

    /** @param accounts how many operators there are; @param at the true time, by which {@link Present#lastSeen} counts */
    record Team(List<Present> present, int accounts, Optional<OperatorId> me, Instant at) {

        boolean isMe(Present who) {
            return me.equals(Optional.of(who.operator()));
        }
    }

    /** Who can be written to. */
    record Reach(Subscriptions.Count count, List<Topic> topics) {

        long of(Topic topic) {
            return count.topics().getOrDefault(topic.code(), 0L);
        }
    }

    long leaving() {
        return today.stream().filter(it -> it.at() != null && it.turn() != Agenda.Turn.STOPPED).count();
    }

    long toSign() {
        return today.stream().filter(it -> it.turn() == Agenda.Turn.TO_SIGN).count();
    }

    /** How a state is shown: kind, icon and the key of its word. */
    static String kind(Agenda.Turn turn) {
        return switch (turn) {
            case TO_SIGN -> "soon";
            case DRAFT, AHEAD -> "";
            case LEAVING -> "info";
            case GONE -> "open";
            case STOPPED -> "closed";
        };
    }

    static String icon(Agenda.Turn turn) {
        return switch (turn) {
            case DRAFT, TO_SIGN -> "pencil";
            case AHEAD -> "clock";
            case LEAVING -> "refresh";
            case GONE -> "check-circle";
            case STOPPED -> "minus-circle";
        };
    }
}
