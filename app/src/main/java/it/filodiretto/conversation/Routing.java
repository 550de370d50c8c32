// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.municipality.Office;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Operators;
import it.filodiretto.operator.Permission;
import it.filodiretto.operator.Presence;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** To which office a message goes, and to whom there: by what is open already, by words, in turn. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Routing {

    private final ConversationTable conversations;
    private final RuleTable rules;
    private final StoryTable story;
    private final Offices offices;
    private final Operators operators;
    private final Presence presence;
    private final Clock clock;

    Routing(ConversationTable conversations, RuleTable rules, StoryTable story, Offices offices, Operators operators, Presence presence, Clock clock) {
        this.conversations = conversations;
        this.rules = rules;
        this.story = story;
        this.offices = offices;
        this.operators = operators;
        this.presence = presence;
        this.clock = clock;
    }

    /** The office that talks with this person already; else the one whose words these are; else the first. */
    public String office(CitizenId citizen, String said) {
        var known = offices.all().stream().map(Office::code).toList();
        if (known.size() == 1) {
            return known.getFirst();
        }
        return conversations.openOffice(citizen).filter(known::contains)
            .or(() -> rules.office(said).filter(known::contains)).orElse(known.getFirst());
    }

    String first() {
        return offices.all().getFirst().code();
    }

    /** Where talks go round, the new one is the next one's: of those at the console now, else of all. */
    public void giveTurn(ConversationId id, String office) {
        rules.lockTurn(office).ifPresent(turn -> {
            var members = offices.members().getOrDefault(office, List.of());
            Map<OperatorId, String> all = operators.colleagues().stream()
                .filter(it -> it.may(Permission.ANSWER) && (members.isEmpty() || members.contains(it.id())))
                .collect(Collectors.toMap(Operators.Colleague::id, Operators.Colleague::name));
            var here = presence.now().stream().map(Presence.Present::operator).filter(all::containsKey).collect(Collectors.toSet());
            turn.next(here.isEmpty() ? all.keySet() : here).ifPresent(next -> {
                rules.tookTurn(office, next);
                conversations.assign(id, next);
                story.happened(id, null, "ASSIGNED", "È andata a turno a " + all.get(next), clock.instant());
            });
        });
    }
}
