// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webchat;

import it.filodiretto.citizen.Merge;
import it.filodiretto.citizen.Merges;
import it.filodiretto.conversation.Conversations;
import it.filodiretto.inbound.InboundMessage;
import it.filodiretto.inbound.Receiver;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.InboundContent;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Who follows the chat's link to WhatsApp arrives there with the talk's code and its proof: the two talks are one from now on.
 * The words themselves are for people, as always.
 */
@Component
@Order(200)
class ChatArrival implements Receiver {

    private static final Pattern CODE = Pattern.compile("\\b(\\p{Lu}{2}-[A-Z2-9]{4}-[A-Z2-9]{2})-([A-Z2-9]{4})\\b");

    private final ChatSessionTable sessions;
    private final Merges merges;
    private final Conversations conversations;

    ChatArrival(ChatSessionTable sessions, Merges merges, Conversations conversations) {
        this.sessions = sessions;
        this.merges = merges;
        this.conversations = conversations;
    }

    @Override
    public boolean receive(InboundMessage message) {
        if (message.lane().channel() == ChannelKind.WHATSAPP && message.content() instanceof InboundContent.Text text) {
            var found = CODE.matcher(text.body().toUpperCase(Locale.ROOT));
            if (found.find()) {
                sessions.goingOn(found.group(1)).filter(it -> it.phoneCode().equals(found.group())).ifPresent(it -> carryOn(it, message));
            }
        }
        return false;
    }

    /** Once: who the chat's person turned out to be is nobody else, whoever sends the same words on. */
    private void carryOn(ChatSession session, InboundMessage message) {
        if (merges.into(session.citizen()).isEmpty() && !merges.wereParted(session.citizen(), message.citizen())) {
            conversations.happened(session.citizen(), "CHAT_MOVED", "ha continuato su WhatsApp la chat " + session.code());
            merges.merge(session.citizen(), message.citizen(), Merge.Cause.CARRIED_ON, null);
        }
    }
}
