// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.messaging.BulkId;
import it.filodiretto.municipality.Office;
import it.filodiretto.office.Offices;
import it.filodiretto.office.RuleTable;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Operators;
import it.filodiretto.operator.Presence;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** To which office a message goes, and to whom there: by what is open already, by words, by the notice that is answered, in turn. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Routing {

    private final ConversationTable conversations;
    private final RuleTable rules;
    private final BulkTopics topics;
    private final StoryTable story;
    private final Offices offices;
    private final Presence presence;
    private final Clock clock;

    Routing(ConversationTable conversations, RuleTable rules, BulkTopics topics, StoryTable story, Offices offices, Presence presence, Clock clock) {
        this.conversations = conversations;
        this.rules = rules;
        this.topics = topics;
        this.story = story;
        this.offices = offices;
        this.presence = presence;
        this.clock = clock;
    }

    /**
     * The office that talks with this person already; else the one whose words these are; else the one of the notice's topic; else the first.
     *
     * @param answered the notice to many that this answers; {@code null}: none
     */
    public String office(CitizenId citizen, String said, @Nullable BulkId answered) {
        var known = offices.all().stream().map(Office::code).toList();
        if (known.size() == 1) {
            return known.getFirst();
        }
        return conversations.openOffice(citizen).filter(known::contains)
            .or(() -> rules.office(said).filter(known::contains))
            .or(() -> Optional.ofNullable(answered).flatMap(topics::of).flatMap(rules::officeOfTopic).filter(known::contains)).orElse(known.getFirst());
    }

    Optional<Office> named(String code) {
        return offices.all().stream().filter(it -> it.code().equals(code)).findFirst();
    }

    String first() {
        return offices.all().getFirst().code();
    }

    /** Whether one of those who answer what is new is at the console now. */
    public boolean isAnybodyThere() {
        return here(names(first())).findAny().isPresent();
    }

    /** Who answers in this office, and what they are called. */
    private Map<OperatorId, String> names(String office) {
        return offices.colleagues(office).stream().collect(Collectors.toMap(Operators.Colleague::id, Operators.Colleague::name));
    }

    private Stream<OperatorId> here(Map<OperatorId, String> all) {
        return presence.now().stream().map(Presence.Present::operator).filter(all::containsKey);
    }

    /** Where talks go round, the new one is the next one's: of those at the console now, else of all. */
    public void giveTurn(ConversationId id, String office) {
        rules.lockTurn(office).ifPresent(turn -> {
            var all = names(office);
            var here = here(all).collect(Collectors.toSet());
            turn.next(here.isEmpty() ? all.keySet() : here).ifPresent(next -> {
                rules.tookTurn(office, next);
                conversations.assign(id, next);
                story.happened(id, null, "ASSIGNED", "È andata a turno a " + all.get(next), clock.instant());
            });
        });
    }
}
