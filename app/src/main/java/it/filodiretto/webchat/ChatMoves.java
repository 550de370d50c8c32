// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webchat;

import it.filodiretto.conversation.Conversations;
import it.filodiretto.shared.Sha256;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Carries a talk on to a second device: a short code, which opens it once and for a few minutes. */
@Component
@Transactional
public class ChatMoves {

    static final Duration VALID = Duration.ofMinutes(5);
    private static final int HALF = 4;

    private final ChatSessionTable sessions;
    private final Conversations conversations;

    ChatMoves(ChatSessionTable sessions, Conversations conversations) {
        this.sessions = sessions;
        this.conversations = conversations;
    }

    /** A new code, {@code 3F7H-K2MN}; the one before opens nothing any more. Empty: there is no talk that goes on. */
    public Optional<String> offer(ChatKey key) {
        return sessions.find(key).filter(it -> !it.isEnded()).map(it -> {
            var code = ChatCode.letters(HALF) + "-" + ChatCode.letters(HALF);
            sessions.offer(it.id(), lookup(code), VALID);
            return code;
        });
    }

    /** The talk goes on with this key too. @param typed as people type it. Empty: the code opens nothing (any more) */
    public Optional<ChatSession> arrive(String typed, ChatKey key) {
        return sessions.take(lookup(typed)).map(it -> {
            sessions.admit(key, it);
            var session = sessions.find(it).orElseThrow();
            conversations.happened(session.citizen(), "CHAT_MOVED", "ha continuato la chat su un altro dispositivo");
            return session;
        });
    }

    private static byte[] lookup(String code) {
        var letters = code.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
        return Sha256.of(letters);
    }
}
