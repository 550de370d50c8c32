// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.chatpage;

import it.filodiretto.contact.Callback;
import it.filodiretto.contact.Callbacks;
import it.filodiretto.municipality.ContactChannel;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.shared.PhoneNumber;
import it.filodiretto.webchat.ChatDraft;
import it.filodiretto.webchat.ChatKey;
import it.filodiretto.webchat.Chats;
import java.time.Instant;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What people leave when nobody is there becomes a talk in the inbox, and a call to make. */
@Component
@Transactional
class ChatRequests {

    private final Chats chats;
    private final Callbacks callbacks;
    private final Municipalities municipalities;

    ChatRequests(Chats chats, Callbacks callbacks, Municipalities municipalities) {
        this.chats = chats;
        this.callbacks = callbacks;
        this.municipalities = municipalities;
    }

    /** When somebody who leaves a message now will have been called. */
    @Transactional(readOnly = true)
    public Instant due() {
        var channel = municipalities.current().webChat().orElseThrow();
        var chat = Objects.requireNonNull(channel.chat());
        return callbacks.due(municipalities.current().timetableOf(ContactChannel.Kind.WEB_CHAT), chat.callBack());
    }

    /** Without a flaw. A form that is sent twice is left once; another one from the same browser goes on with its talk and its call. */
    public Callback leave(ChatKey key, String clientId, ChatRequest request) {
        var session = chats.begin(key);
        var before = callbacks.find(session.code());
        if (before.isPresent() && chats.isSaid(session, clientId)) {
            return before.get();
        }
        chats.say(session, new ChatDraft(clientId, request.text()));
        var contact = new Callbacks.Contact(request.name(), request.number().map(PhoneNumber::e164).orElse(null), request.email().isEmpty() ? null : request.email());
        return callbacks.ask(session.citizen(), session.code(), contact, due());
    }
}
