// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webchat;

import it.filodiretto.page.Page;
import org.jspecify.annotations.Nullable;

/**
 * A line as scripts show it.
 *
 * @param id the browser's own, of what the person wrote
 * @param file where its file is, below the chat's address
 */
record ChatBubble(int number, @Nullable String id, boolean ours, String who, String time, String text, @Nullable String file) {

    static ChatBubble of(Page page, ChatLine line) {
        return new ChatBubble(line.number(), line.clientId(), line.isOurs(), line.isOurs() ? ChatWords.author(page, line) : page.say("webchat.you"),
            page.clock(line.at()), line.body(), line.file() == null ? null : "file/" + line.file());
    }
}
