// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import it.filodiretto.messaging.NoticeTemplates;
import it.filodiretto.municipality.OpenState;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Operators;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is below a talk: to answer, to note, to send a template.
 *
 * @param mode {@code risposta, nota, modello}
 * @param refusal why it did not leave; empty: it was not tried
 * @param unknown nobody has the number with which the person was to be united
 * @param number the whole number, where it was asked for
 * @param cost of the next message, in words; empty: not known
 */
record Composer(String mode, String text, String refusal, boolean unknown, @Nullable String number, String cost, OpenState opening, Around around,
        NoticeTemplates.@Nullable Chosen template) {

    /** @param me who looks; {@code undo}: what can still be taken back */
    record Around(@Nullable OperatorId me, List<ReadyReplies.ReadyReply> ready, List<Operators.Colleague> colleagues, UndoTable.@Nullable Undo undo) {}

    Composer refused(String text, String why) {
        return new Composer(mode, text, why, unknown, number, cost, opening, around, template);
    }

    Composer unknownNumber() {
        return new Composer(mode, text, refusal, true, number, cost, opening, around, template);
    }

    Composer numbered(@Nullable String whole) {
        return new Composer(mode, text, refusal, unknown, whole, cost, opening, around, template);
    }
}
