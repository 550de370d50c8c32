// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.desk;

import it.filodiretto.conversation.Conversation;
import it.filodiretto.conversation.ConversationId;
import it.filodiretto.conversation.ConversationTable;
import it.filodiretto.conversation.Conversations;
import it.filodiretto.conversation.StoryTable;
import it.filodiretto.live.Signals;
import it.filodiretto.office.Offices;
import it.filodiretto.operator.Audit;
import it.filodiretto.operator.OperatorId;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What each change of a talk by an operator has in common: who may not see the talk changes nothing; it is written into its story, and told to all who look at the inbox. */
@Component
class Deeds {

    private final ConversationTable table;
    private final Offices offices;
    private final StoryTable story;
    private final Audit audit;
    private final Signals signals;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Deeds(ConversationTable table, Offices offices, StoryTable story, Audit audit, Signals signals, Clock clock, PlatformTransactionManager transactions) {
        this.table = table;
        this.offices = offices;
        this.story = story;
        this.audit = audit;
        this.signals = signals;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** In a transaction, the talk locked. @return false, and nothing done, if the operator sees no such talk */
    boolean on(ConversationId id, Consumer<Conversation> deed) {
        return Boolean.TRUE.equals(transaction.execute(_ -> {
            var found = visible(id);
            found.ifPresent(deed);
            return found.isPresent();
        }));
    }

    /** Locked, in the caller's transaction. */
    Optional<Conversation> visible(ConversationId id) {
        return table.lock(id).filter(it -> offices.visible().contains(it.office()));
    }

    /** @param kind as the audit names it; @param what as the story tells it, after the operator's name */
    void written(ConversationId id, @Nullable OperatorId by, String kind, String what) {
        story.happened(id, by, kind, what, clock.instant());
        audit.record("conversation." + kind.toLowerCase(Locale.ROOT).replace('_', '-'), Map.of("conversation", id.toString()));
        signals.changed(Conversations.TOPIC, id.value());
    }
}
