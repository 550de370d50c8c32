// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.desk;

import it.filodiretto.channel.NoticeTemplates;
import it.filodiretto.channel.TemplateForms;
import it.filodiretto.conversation.UndoTable;
import it.filodiretto.correspondence.Correspondence;
import it.filodiretto.office.ReadyReplies;
import it.filodiretto.opening.OpenState;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Operators;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is below a talk: to answer, to note, to send a template.
 *
 * @param mode {@code risposta, nota, modello}, or an {@link AnswerKind}'s
 * @param refusal why it did not leave; empty: it was not tried
 * @param unknown nobody has the number with which the person was to be united
 * @param number the whole number, where it was asked for
 * @param cost of the next message, in words; empty: not known
 */
record Composer(String mode, String text, String refusal, boolean unknown, @Nullable String number, String cost, OpenState opening, Around around,
        NoticeTemplates.@Nullable Chosen template) {

    /**
     * @param me who looks
     * @param undo what can still be taken back
     * @param typed in a form that is more than a text
     * @param quoted the message that is answered in particular
     * @param largestFile megabytes of a file that the talk's channel takes
     */
    record Around(@Nullable OperatorId me, List<ReadyReplies.ReadyReply> ready, List<Operators.Colleague> colleagues, UndoTable.@Nullable Undo undo,
            AnswerForm typed, Correspondence.@Nullable Quotable quoted, Templates templates, long largestFile) {}

    /** @param all that may be sent now; @param chosen to be filled in; null: the general one, for any text */
    record Templates(List<TemplateForms.TemplateForm> all, TemplateForms.@Nullable TemplateForm chosen) {}

    /** The kind of answer whose form is shown; null: a text, a note or a template. */
    @Nullable AnswerKind kind() {
        return AnswerKind.named(mode).orElse(null);
    }

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
