// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.chatpage;

import it.filodiretto.media.StoredFile;
import it.filodiretto.page.Page;
import it.filodiretto.webchat.ChatEntry;
import org.jspecify.annotations.Nullable;

/**
 * A line as scripts show it.
 *
 * @param id the browser's own, of what the person wrote
 * @param file that came along
 */
record ChatBubble(int number, @Nullable String id, boolean ours, String who, String time, String text, @Nullable Attached file) {

    /** @param path below the chat's address. @param picture which is at {@code /miniatura} below that */
    record Attached(String path, String name, String size, boolean picture) {

        static Attached of(StoredFile file) {
            return new Attached("/file/" + file.id(), file.name(), file.sizeWords(), file.isPicture());
        }
    }

    static ChatBubble of(Page page, ChatEntry entry) {
        var line = entry.line();
        return new ChatBubble(line.number(), line.clientId(), line.isOurs(), line.isOurs() ? ChatWords.author(page, line) : page.say("webchat.you"),
            page.clock(line.at()), line.body(), entry.file() == null ? null : Attached.of(entry.file()));
    }
}
