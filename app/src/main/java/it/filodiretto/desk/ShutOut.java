// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.desk;

import it.filodiretto.conversation.Conversation;
import it.filodiretto.conversation.StoryTable;
import it.filodiretto.operator.Audit;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.outbox.Blocks;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Blocks a person and lets her in again; who did it and why stands in the talk's story. */
@Component
class ShutOut {

    private final Blocks blocks;
    private final StoryTable story;
    private final Audit audit;
    private final Clock clock;
    private final TransactionTemplate transaction;

    ShutOut(Blocks blocks, StoryTable story, Audit audit, Clock clock, PlatformTransactionManager transactions) {
        this.blocks = blocks;
        this.story = story;
        this.audit = audit;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Outside of a transaction, as {@link Blocks}. @return why it was not done, in Italian; empty: it was */
    Optional<String> block(Conversation talk, String reason, OperatorId operator) {
        var refusal = blocks.block(talk.citizen(), talk.channel(), reason, operator);
        return refusal.isPresent() ? refusal : told(talk, operator, "BLOCKED", "ha bloccato questa persona: " + reason);
    }

    /** As {@link #block}. */
    Optional<String> unblock(Conversation talk, OperatorId operator) {
        var refusal = blocks.unblock(talk.citizen(), talk.channel());
        return refusal.isPresent() ? refusal : told(talk, operator, "UNBLOCKED", "ha tolto il blocco a questa persona");
    }

    private Optional<String> told(Conversation talk, OperatorId operator, String kind, String words) {
        transaction.executeWithoutResult(_ -> {
            story.happened(talk.id(), operator, kind, words, clock.instant());
            audit.record(kind.equals("BLOCKED") ? "person.block" : "person.unblock", Map.of("conversation", talk.id().toString()));
        });
        return Optional.empty();
    }
}
