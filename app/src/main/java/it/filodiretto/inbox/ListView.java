// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.inbox;

import it.filodiretto.office.ReadyReplyTable;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The list of the inbox.
 *
 * @param pages which page it is, and how it goes on
 * @param open the talk that is shown beside it, or {@code null}
 * @param around what does not move with it
 */
public record ListView(Filter filter, List<InboxRow> rows, InboxLists.Counts counts, boolean isRead, Pages pages, @Nullable UUID open, Around around) {

    /** @param here the list's page as it stands in an address; {@code next} the one after it, null: none */
    record Pages(String here, @Nullable String next) {}

    /**
     * @param remark on what was looked for, may be empty
     * @param unserved what nobody served today, in words; empty: nothing
     * @param marks of all offices
     */
    record Around(String remark, List<ReadyReplyTable.Saved> saved, String unserved, List<String> marks) {

        static final Around NOTHING = new Around("", List.of(), "", List.of());
    }

    /** Whether this list has a tab of its own now: the usual ones, the one that is open, and who was called. */
    boolean isTab(Filter.Kind kind) {
        return switch (kind) {
            case WAITING, MINE, UNFOLLOWED, ALL -> true;
            case MENTIONED -> counts.mentioned() > 0 || kind == filter.kind();
            case CALLBACKS -> counts.toCall() > 0 || kind == filter.kind();
            case LATE, NEWCOMERS, SNOOZED, PENDING, CLOSED, LABELLED -> kind == filter.kind();
        };
    }

    /** On a tab: «Aspettano 7». */
    String count(Filter.Kind kind) {
        long count = switch (kind) {
            case WAITING -> counts.waiting().people();
            case MINE -> counts.mine();
            case UNFOLLOWED -> counts.unfollowed();
            case MENTIONED -> counts.mentioned();
            case CALLBACKS -> counts.toCall();
            case ALL, LATE, NEWCOMERS, SNOOZED, PENDING, CLOSED, LABELLED -> 0;
        };
        return count == 0 ? "" : count >= ListTable.MOST ? " 1.000+" : " " + count;
    }

    String summary() {
        return ConversationPages.words(counts.waiting());
    }

    String empty() {
        return filter.kind() != Filter.Kind.LABELLED && !filter.words().isEmpty() ? "«" + filter.words() + "»: non si trova, "
            + (filter.kind() == Filter.Kind.ALL ? "in nessuna conversazione." : "in «" + filter.kind().label() + "».") : switch (filter.kind()) {
            case WAITING -> "Hai risposto a tutti.";
            case MINE -> "Non segui nessuna conversazione.";
            case UNFOLLOWED -> "Ogni conversazione che aspetta ha chi la segue.";
            case ALL -> "Non ha ancora scritto nessuno. Qui trovi anche le risposte agli avvisi.";
            case MENTIONED -> "Nessun collega ti chiama.";
            case CALLBACKS -> "Nessuno aspetta una richiamata.";
            case LATE -> "Nessuno aspetta oltre il tempo dell’ufficio.";
            case NEWCOMERS -> "Chi ha scritto è già registrato.";
            case SNOOZED -> "Nessuna conversazione è rimandata.";
            case PENDING -> "Non aspettiamo risposta da nessuno.";
            case CLOSED -> "Nessuna conversazione è chiusa.";
            case LABELLED -> "Nessuna conversazione aperta ha " + (filter.words().isEmpty() ? "un’etichetta." : "l’etichetta «" + filter.words() + "».");
        };
    }
}
