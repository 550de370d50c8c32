// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.chatpage;

import it.filodiretto.municipality.ContactChannel;
import it.filodiretto.municipality.WebChat;
import it.filodiretto.page.Page;
import it.filodiretto.webchat.ChatFiles;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the button's script is told once: how it looks, in which words it speaks, and how things stand.
 *
 * @param policy address of the privacy policy
 * @param largest bytes of one file
 * @param mails the transcript can be mailed
 * @param whatsapp address by which a talk goes on, but for its code; empty: none
 */
record ChatLook(String title, String colour, String position, String policy, String whatsapp, long largest, boolean mails, Map<String, String> texts, ChatStatus state) {

    /** Keys of the sentences, without {@code webchat.}: those of the script. */
    private static final List<String> TEXTS = List.of("messages", "no-health", "privacy", "yours", "send", "close", "code", "you", "read", "leaving", "writing",
        "offline", "failed", "empty", "request.one", "request.your-name", "request.your-phone", "request.your-email",
        "request.your-text", "request.trap", "request.accepted", "request.policy", "request.send", "request.see", "end", "end.sure", "end.yes", "ended",
        "transcript", "file", "file.too-large", "move", "mail.to", "mail.kept", "mail.send", "rate", "rate.of", "rate.words", "rate.send", "rate.thanks", "rate.choose", "anew", "whatsapp",
        "unread.one", "unread.many", "unsent");

    static ChatLook of(Page page, ContactChannel channel, String whatsapp, boolean mails, ChatStatus state) {
        var chat = Objects.requireNonNull(channel.chat());
        return new ChatLook(channel.name(), chat.colour(), position(chat), page.whole(page.citizen("informativa")), whatsapp, ChatFiles.LARGEST, mails,
            TEXTS.stream().collect(Collectors.toMap(Function.identity(), it -> page.say("webchat." + it))), state);
    }

    private static String position(WebChat chat) {
        return chat.position().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
