// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webchat;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.conversation.Typing;
import it.filodiretto.messaging.ChannelKind;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Operators see that the person is writing; never what. */
@Component
@Transactional(readOnly = true)
class ChatTyping implements Typing {

    private final ChatSessionTable sessions;

    ChatTyping(ChatSessionTable sessions) {
        this.sessions = sessions;
    }

    @Override
    public boolean isWriting(CitizenId citizen) {
        return sessions.isWriting(citizen);
    }

    @Override
    public boolean hasLeft(CitizenId citizen, ChannelKind channel) {
        return channel == ChannelKind.WEBCHAT && sessions.latestOf(citizen).filter(ChatSession::isEnded).isPresent();
    }
}
