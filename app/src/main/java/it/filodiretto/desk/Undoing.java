// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.desk;

import it.filodiretto.conversation.ConversationId;
import it.filodiretto.conversation.ConversationTable;
import it.filodiretto.conversation.RequestTable;
import it.filodiretto.conversation.UndoTable;
import it.filodiretto.conversation.WordTable;
import it.filodiretto.correspondence.Correspondence;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.outbox.Outbox;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Answers that are taken back before they leave: the talk is as it was before. */
@Component
class Undoing {

    private final Deeds deeds;
    private final ConversationTable table;
    private final UndoTable undos;
    private final RequestTable requests;
    private final WordTable words;
    private final Outbox outbox;
    private final Correspondence correspondence;
    private final TransactionTemplate transaction;

    Undoing(Deeds deeds, ConversationTable table, UndoTable undos, RequestTable requests, WordTable words, Outbox outbox, Correspondence correspondence,
            PlatformTransactionManager transactions) {
        this.deeds = deeds;
        this.table = table;
        this.undos = undos;
        this.requests = requests;
        this.words = words;
        this.outbox = outbox;
        this.correspondence = correspondence;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** @param text as it was typed; @param file that would have gone along, and is nobody's now */
    record Undone(String text, @Nullable UUID file) {}

    /** The operator's last answer is taken back, if it has not left. */
    Optional<Undone> undo(ConversationId id, OperatorId operator) {
        return transaction.execute(_ -> {
            var file = undos.find(id, operator).flatMap(it -> correspondence.content(it.message())).map(MessageContent::attachment);
            var undo = table.lock(id).flatMap(_ -> undos.find(id, operator)).filter(it -> outbox.withdraw(it.message()));
            undo.ifPresent(it -> {
                requests.unanswered(it.message());
                table.restore(id);
                requests.unprint(id);
                words.remove(it.message().id());
                undos.remove(id);
                deeds.written(id, operator, "UNDO", "ha annullato la risposta prima che partisse");
            });
            return undo.map(it -> new Undone(it.body(), file.map(MessageContent.Attachment::file).orElse(null)));
        });
    }
}
