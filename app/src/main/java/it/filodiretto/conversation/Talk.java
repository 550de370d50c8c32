// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import it.filodiretto.citizen.Merge;
import it.filodiretto.media.StoredFile;
import it.filodiretto.messaging.Line;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conversation with all that was said.
 *
 * @param who masked number
 * @param office name of the office that answers
 * @param notice first line of the notice that was answered, or {@code null}
 * @param windowEnd until when free text may go
 * @param earlier who became this person
 * @param noMarketing promotional messages are not wanted
 */
record Talk(Conversation conversation, String who, String office, List<Signed> lines, @Nullable String notice, Instant windowEnd,
        List<Earlier> earlier, boolean noMarketing) {

    /** @param who masked number */
    record Earlier(Merge merge, String who) {

        String words() {
            return switch (merge.cause()) {
                case SEEN_TOGETHER -> "WhatsApp ha detto che sono la stessa persona";
                case NUMBER_CHANGED -> "ha cambiato numero";
                case OPERATOR -> "unita da un operatore";
            };
        }
    }

    /** @param author name of the operator who wrote it; {@code file} what came with it */
    record Signed(Line line, @Nullable String author, @Nullable StoredFile file) {}

    boolean isOpen(Instant now) {
        return now.isBefore(windowEnd);
    }

    /** Changes with every change that a reader would see. */
    String stamp(Instant now) {
        return Integer.toHexString(lines.hashCode()) + (isOpen(now) ? "a" : "c");
    }
}
