// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import it.filodiretto.citizen.Citizens;
import it.filodiretto.citizen.Merge;
import it.filodiretto.citizen.Merges;
import it.filodiretto.operator.Audit;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.shared.PhoneNumber;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What operators decide about who is who; each decision is written down. */
@Component
@Transactional
class Persons {

    private final ConversationTable conversations;
    private final Citizens citizens;
    private final Merges merges;
    private final Audit audit;

    Persons(ConversationTable conversations, Citizens citizens, Merges merges, Audit audit) {
        this.conversations = conversations;
        this.citizens = citizens;
        this.merges = merges;
        this.audit = audit;
    }

    /** @return whether there was somebody else with this number */
    public boolean unite(ConversationId id, String typed) {
        var person = conversations.find(id).map(Conversation::citizen);
        var other = PhoneNumber.parse(typed).flatMap(citizens::find);
        if (person.isEmpty() || other.isEmpty() || person.equals(other)) {
            return false;
        }
        merges.merge(person.get(), other.get(), Merge.Cause.OPERATOR, operator());
        audit.record("citizen.merge", Map.of("from", person.get().toString(), "into", other.get().toString()));
        return true;
    }

    /** @return whether there was such a merge into the person of this talk */
    public boolean part(ConversationId id, UUID merge) {
        var ofThisPerson = conversations.find(id).filter(it -> merges.into(it.citizen()).stream().anyMatch(one -> one.id().equals(merge)));
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
