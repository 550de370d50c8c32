// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.chatpage;

import it.filodiretto.page.Page;
import it.filodiretto.webchat.ChatEntry;
import it.filodiretto.webchat.ChatSession;
import java.util.List;

/** A talk as a plain text to keep. */
final class ChatTranscript {

    private ChatTranscript() {}

    /** @param title the chat's name */
    static String of(Page page, String title, ChatSession session, List<ChatEntry> entries) {
        var text = new StringBuilder(title).append(", ").append(page.requireTown().name()).append('\n')
            .append(page.say("webchat.code")).append(' ').append(session.code()).append('\n');
        var day = "";
        for (var entry : entries) {
            var line = entry.line();
            var date = page.date(line.at());
            if (!date.equals(day)) {
                text.append('\n').append(date).append('\n');
                day = date;
            }
            text.append('\n').append(ChatWords.head(page, line, null)).append('\n').append(entry.words()).append('\n');
        }
        return text.toString();
    }
}
