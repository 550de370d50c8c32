// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webchat;

import it.filodiretto.conversation.ConversationClosed;
import it.filodiretto.conversation.Conversations;
import it.filodiretto.live.Signals;
import it.filodiretto.messaging.ChannelKind;
import java.time.Clock;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** How talks end: the person ends hers, or an operator closes the conversation; then she may say how it was, and have it mailed. */
@Component
@Transactional
public class ChatEnds {

    private final ChatSessionTable sessions;
    private final Conversations conversations;
    private final Signals signals;
    private final Clock clock;

    ChatEnds(ChatSessionTable sessions, Conversations conversations, Signals signals, Clock clock) {
        this.sessions = sessions;
        this.conversations = conversations;
        this.signals = signals;
        this.clock = clock;
    }

    /** The person has done. @return the talk as it is now; empty: there is none */
    public Optional<ChatSession> end(ChatKey key) {
        var session = sessions.find(key);
        session.filter(it -> sessions.end(it.id(), clock.instant())).ifPresent(it -> {
            conversations.happened(it.citizen(), "CHAT_ENDED", "ha concluso la chat");
            signals.changed(it.topic());
        });
        return sessions.find(key);
    }

    /** Whichever talk was closed, and whoever closed it: her chat goes on as long as an open talk is carried by it. */
    @EventListener
    public void closed(ConversationClosed closed) {
        if (!conversations.goesOn(closed.citizen(), ChannelKind.WEBCHAT)) {
            sessions.endAllOf(closed.citizen(), clock.instant()).forEach(it -> signals.changed(ChatSession.topic(it)));
        }
    }

    /** Whether her transcript was mailed. */
    @Transactional(readOnly = true)
    public boolean isMailed(ChatSession session) {
        return sessions.isMailed(session.id());
    }

    /** Her transcript is mailed, once. @return false: it was before */
    public boolean mail(ChatSession session) {
        return sessions.mail(session.id(), clock.instant());
    }

    /** It did not leave: she may try again. */
    public void notMailed(ChatSession session) {
        sessions.notMailed(session.id());
    }

    /** Once. @return why it does not count, as a key of the sentences; empty: it does */
    public String rate(ChatSession session, ChatRating rating) {
        var flaw = rating.flaw();
        if (!flaw.isEmpty()) {
            return flaw;
        }
        if (!sessions.rate(session.id(), rating)) {
            return session.isEnded() ? "webchat.rate.again" : "webchat.rate.early";
        }
        conversations.happened(session.citizen(), "CHAT_RATED", rating.told());
        signals.changed(session.topic());
        return "";
    }
}
