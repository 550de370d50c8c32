// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.inbox;

import it.filodiretto.conversation.Conversation;
import it.filodiretto.conversation.Waits;
import it.filodiretto.correspondence.Line;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One conversation in the list.
 *
 * @param who masked number
 * @param name what the person calls herself, where {@code who} does not say it; {@code null}: nobody knows
 * @param notice first line of the notice that was answered; {@code null}: it answers none
 * @param waited how long the person waits, or {@code null}
 * @param due until when she is to be called back; {@code null}: she is not
 * @param calls somebody calls the operator in a note that they have not seen yet
 */
public record InboxRow(Conversation conversation, String who, @Nullable String name, @Nullable Line latest, @Nullable String notice, Waits.@Nullable Wait waited, Hands hands, @Nullable Instant due,
        boolean calls) {

    private static final int LONGEST = 90;

    /** Names: who answered last, who follows it, who writes just now. */
    public record Hands(@Nullable String answeredBy, @Nullable String follower, @Nullable String writing) {}

    InboxRow withCall() {
        return new InboxRow(conversation, who, name, latest, notice, waited, hands, due, true);
    }

    @Nullable public String answeredBy() {
        return hands.answeredBy();
    }

    /** Of the last message: «Risposta: …» where it is ours, and that it did not arrive. */
    public String words() {
        return switch (latest) {
            case null -> "Scritto a mano: leggi la nota";
            case Line.Written ours -> (ours.fate().state().equals("FAILED") ? "Risposta non arrivata: " : "Risposta: ") + firstLine(ours.words());
            case Line.Received theirs -> firstLine(theirs.words());
        };
    }

    public static String firstLine(String text) {
        var line = text.strip().lines().findFirst().orElse("");
        return line.codePointCount(0, line.length()) <= LONGEST ? line : line.substring(0, line.offsetByCodePoints(0, LONGEST - 1)).strip() + "…";
    }
}
