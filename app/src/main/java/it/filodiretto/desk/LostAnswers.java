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
import it.filodiretto.outbox.Outbox;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Messages of a talk of which nobody knows whether they arrived (docs/adr/0005, c): an operator decides, and that is written down. */
@Component
@Transactional
class LostAnswers {

    private final ConversationTable table;
    private final StoryTable story;
    private final Offices offices;
    private final Outbox outbox;
    private final Audit audit;
    private final Signals signals;
    private final Clock clock;

    LostAnswers(ConversationTable table, StoryTable story, Offices offices, Outbox outbox, Audit audit, Signals signals, Clock clock) {
        this.table = table;
        this.story = story;
        this.offices = offices;
        this.outbox = outbox;
        this.audit = audit;
        this.signals = signals;
        this.clock = clock;
    }

    /** Perhaps it arrives twice. No effect if its fate is known meanwhile. @return false if there is no such talk */
    public boolean sendAgain(ConversationId id, UUID message, OperatorId by) {
        return decide(id, it -> outbox.sendStuckAgain(it.citizen(), message), new Decision(message, by, "SENT_AGAIN", "ha rimandato un messaggio in verifica"));
    }

    /** Perhaps it never arrived. No effect if its fate is known meanwhile. @return false if there is no such talk */
    public boolean leave(ConversationId id, UUID message, OperatorId by) {
        return decide(id, it -> outbox.closeStuck(it.citizen(), message), new Decision(message, by, "GIVEN_UP", "ha lasciato così un messaggio in verifica"));
    }

    private record Decision(UUID message, OperatorId by, String kind, String words) {}

    /** The message is held, and the talk is not: a report that says it failed holds the message, and then asks for the talk. */
    private boolean decide(ConversationId id, Predicate<Conversation> effect, Decision decision) {
        var talk = table.find(id).filter(it -> offices.visible().contains(it.office()));
        talk.filter(effect).ifPresent(_ -> {
            story.happened(id, decision.by(), decision.kind(), decision.words(), clock.instant());
            audit.record(decision.kind().equals("SENT_AGAIN") ? "conversation.send-again" : "conversation.give-up",
                Map.of("conversation", id.toString(), "message", decision.message().toString()));
            signals.changed(Conversations.TOPIC, id.value());
        });
        return talk.isPresent();
    }
}
