// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The list of the inbox.
 *
 * @param more there are older ones
 * @param open the talk that is shown beside it, or {@code null}
 * @param marks of all offices
 * @param unserved what nobody served today, in words; empty: nothing
 */
record ListView(Filter filter, List<InboxRow> rows, Inbox.Counts counts, boolean isRead, boolean more, List<ReadyReplyTable.Saved> saved,
        @Nullable UUID open, String unserved, Instant now, List<String> marks) {

    /** On a tab: «Aspettano 7». */
    String count(Filter.Kind kind) {
        long count = switch (kind) {
            case WAITING -> counts.waiting().people();
            case MINE -> counts.mine();
            case UNFOLLOWED -> counts.unfollowed();
            case ALL, LATE, NEWCOMERS, SNOOZED, PENDING, CLOSED, LABELLED -> 0;
        };
        return count == 0 ? "" : count >= ListTable.MOST ? " 1.000+" : " " + count;
    }

    String summary() {
        return ConversationPages.words(counts.waiting(), now);
    }

    String empty() {
        return filter.kind() != Filter.Kind.LABELLED && !filter.words().isEmpty() ? "Nessuno ha scritto «" + filter.words() + "»." : switch (filter.kind()) {
            case WAITING -> "Hai risposto a tutti.";
            case MINE -> "Non segui nessuna conversazione.";
            case UNFOLLOWED -> "Ogni conversazione che aspetta ha chi la segue.";
            case ALL -> "Non ha ancora scritto nessuno. Qui trovi anche le risposte agli avvisi.";
            case LATE -> "Nessuno aspetta oltre il tempo dell’ufficio.";
            case NEWCOMERS -> "Chi ha scritto è già registrato.";
            case SNOOZED -> "Nessuna conversazione è rimandata.";
            case PENDING -> "Non aspettiamo risposta da nessuno.";
            case CLOSED -> "Nessuna conversazione è chiusa.";
            case LABELLED -> "Nessuna conversazione aperta ha " + (filter.words().isEmpty() ? "un’etichetta." : "l’etichetta «" + filter.words() + "».");
        };
    }
}
