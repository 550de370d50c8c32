// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.chatpage;

import it.filodiretto.municipality.ContactChannel;
import it.filodiretto.webchat.ChatEntry;
import it.filodiretto.webchat.ChatOpening;
import it.filodiretto.webchat.ChatSession;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The chat as a page.
 *
 * @param session null: nothing was said yet
 * @param writable the person may write now
 * @param request what was typed to be left, where nobody is there; {@code due}: when who leaves it now will have been called
 * @param form what the form at its foot holds
 */
record ChatPage(ContactChannel channel, @Nullable ChatSession session, List<ChatEntry> lines, ChatOpening opening, boolean writable, Form form,
        ChatRequest request, @Nullable Instant due) {

    /**
     * @param key of a talk that has not begun; empty: the browser has it
     * @param clientId what the next message will be known by: a form that is sent twice is one message
     * @param problem key of a sentence; empty: none
     */
    record Form(String key, String clientId, String text, String problem) {}

    /** What is wrong is said of a file. */
    boolean isFileRefused() {
        return form.problem().startsWith("webchat.file.");
    }

    /** What is wrong is said of the transcript's mail. */
    boolean isMailRefused() {
        return isEnded() && (form.problem().startsWith("webchat.mail.") || form.problem().equals("webchat.request.email"));
    }

    /** What is wrong is said of the rating. */
    boolean isBadlyRated() {
        return form.problem().startsWith("webchat.rate.");
    }

    boolean isEnded() {
        return session != null && session.isEnded();
    }
}
