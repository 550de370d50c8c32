// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.contact;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.citizen.Merge;
import it.filodiretto.citizen.Merges;
import it.filodiretto.citizen.PersonEvent;
import it.filodiretto.citizen.PersonHistory;
import it.filodiretto.conversation.Conversation;
import it.filodiretto.conversation.ConversationId;
import it.filodiretto.conversation.ConversationTable;
import it.filodiretto.office.Offices;
import it.filodiretto.operator.Audit;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.shared.PhoneNumber;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who is who: what operators decide about it, each decision written down, and what is known of the person of a talk. */
@Component
@Transactional
public class Persons {

    private final ConversationTable conversations;
    private final Citizens citizens;
    private final Merges merges;
    private final Offices offices;
    private final ObjectProvider<PersonHistory> histories;
    private final Audit audit;

    Persons(ConversationTable conversations, Citizens citizens, Merges merges, Offices offices, ObjectProvider<PersonHistory> histories, Audit audit) {
        this.conversations = conversations;
        this.citizens = citizens;
        this.merges = merges;
        this.offices = offices;
        this.histories = histories;
        this.audit = audit;
    }

    /** Empty if the operator sees no such talk. @return whether there was somebody else with this number */
    public Optional<Boolean> unite(ConversationId id, String typed) {
        return person(id).map(person -> PhoneNumber.parse(typed).flatMap(citizens::find).filter(it -> !it.equals(person)).map(other -> {
            merges.merge(person, other, Merge.Cause.OPERATOR, operator());
            audit.record("citizen.merge", Map.of("from", person.toString(), "into", other.toString()));
            return true;
        }).orElse(false));
    }

    /** Who has this number, by her last talk that the operator sees; that somebody looked is written down. */
    public Optional<ConversationId> find(PhoneNumber phone) {
        var found = citizens.find(phone);
        audit.record("contact.search", found.map(it -> Map.of("citizen", it.toString())).orElse(Map.of()));
        return found.flatMap(it -> conversations.latestOf(it, offices.visible()));
    }

    /** All that is known to have happened with the person of this talk, the newest first; empty if the operator sees no such talk. */
    @Transactional(readOnly = true)
    public Optional<List<PersonEvent>> story(ConversationId id, int most) {
        return person(id).flatMap(citizens::person).map(person -> histories.stream().flatMap(it -> it.events(person, most).stream())
            .sorted(Comparator.comparing(PersonEvent::at).reversed()).limit(most).toList());
    }

    private Optional<CitizenId> person(ConversationId id) {
        return conversations.find(id).filter(it -> offices.visible().contains(it.office())).map(Conversation::citizen);
    }

    /** @return whether there was such a merge into the person of this talk */
    public boolean part(ConversationId id, UUID merge) {
        var ofThisPerson = person(id).filter(it -> merges.into(it).stream().anyMatch(one -> one.id().equals(merge)));
        if (ofThisPerson.isEmpty()) {
            return false;
        }
        var parted = merges.part(merge, operator());
        parted.ifPresent(it -> audit.record("citizen.part", Map.of("from", it.from().toString(), "into", it.into().toString())));
        return parted.isPresent();
    }

    private static @Nullable UUID operator() {
        return CurrentOperator.find().map(OperatorId::value).orElse(null);
    }
}
