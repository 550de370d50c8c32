// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.chatpage;

import it.filodiretto.channel.Postman;
import it.filodiretto.page.Page;
import it.filodiretto.webchat.ChatEnds;
import it.filodiretto.webchat.ChatLog;
import it.filodiretto.webchat.ChatSession;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Mails the text of a talk that has ended, once, to the address that the person types, which is kept nowhere. Only where somebody
 * of the town hall has answered: nobody is to send words of his own to strangers through this.
 */
@Component
class ChatMails {

    private final ChatEnds ends;
    private final ChatLog log;
    private final ObjectProvider<Postman> postman;

    ChatMails(ChatEnds ends, ChatLog log, ObjectProvider<Postman> postman) {
        this.ends = ends;
        this.log = log;
        this.postman = postman;
    }

    /** Whether the town can mail at all. */
    boolean isThere() {
        return there().isPresent();
    }

    /** Whether this talk may be asked for. */
    boolean isOffered(ChatSession session) {
        return session.isEnded() && session.answered() != null && !isSent(session) && isThere();
    }

    boolean isSent(ChatSession session) {
        return ends.isMailed(session);
    }

    /** @param title the chat's name. @return why it did not leave, as a key of the sentences; empty: it did */
    String send(Page page, String title, ChatSession session, String address) {
        var there = there();
        if (there.isEmpty() || session.answered() == null || !session.isEnded()) {
            return "webchat.mail.unanswered";
        }
        if (!ends.mail(session)) {
            return "webchat.mail.again";
        }
        var text = page.say("webchat.mail.lead") + "\n\n" + ChatTranscript.of(page, title, session, log.after(session, 0));
        if (there.get().post(address, title + ", " + page.requireTown().name() + ": " + session.code(), text)) {
            return "";
        }
        ends.notMailed(session);
        return "webchat.mail.failed";
    }

    private Optional<Postman> there() {
        return postman.stream().filter(Postman::isThere).findFirst();
    }
}
