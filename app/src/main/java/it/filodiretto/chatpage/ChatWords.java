// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.chatpage;

import it.filodiretto.contact.Callback;
import it.filodiretto.page.Page;
import it.filodiretto.webchat.ChatLine;
import it.filodiretto.webchat.ChatOpening;
import it.filodiretto.webchat.ChatQueue;
import it.filodiretto.webchat.ChatSession;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the chat says of itself, in the language of the page. */
final class ChatWords {

    private ChatWords() {}

    /** «Aperta fino alle 13:00», «Chiusa, riapre martedì alle 15:00». */
    static String state(Page page, ChatOpening opening) {
        return switch (opening.kind()) {
            case OPEN -> opening.until() == null ? page.say("webchat.open") : page.say("webchat.open.until", page.clock(opening.until()));
            case ABSENT -> page.say("webchat.absent");
            case CLOSED -> opening.opensAt() == null ? page.say("webchat.closed") : page.say("webchat.closed.until", page.moment(opening.opensAt()));
        };
    }

    /** Before the first word: how long people wait. */
    static String usual(Page page, ChatOpening opening, @Nullable ChatQueue queue) {
        var usual = queue == null ? null : queue.usual();
        return !opening.isOpen() || usual == null ? "" : page.say("webchat.usual", Math.max(1, usual.plusSeconds(30).toMinutes()));
    }

    /** Who answers; else how many come before. */
    static String news(Page page, ChatOpening opening, ChatSession session, @Nullable ChatQueue queue) {
        var answered = session.answered();
        if (session.isEnded()) {
            return "";
        }
        if (answered != null && answered.author() != null) {
            return page.say("webchat.with", firstName(answered.author()), office(page, answered.office()));
        }
        if (answered != null && answered.office() != null) {
            return page.say("webchat.with.office", answered.office());
        }
        var before = queue == null ? null : queue.places().get(session.citizen());
        if (before == null || !opening.isOpen()) {
            return opening.isOpen() ? page.say("webchat.taken") : page.say("webchat.kept");
        }
        var usual = usual(page, opening, queue);
        return page.say("webchat.queue", before) + (usual.isEmpty() ? "" : " " + usual);
    }

    /** A word or two. */
    static String callback(Page page, Callback asked) {
        return switch (asked.state()) {
            case OPEN -> page.say("webchat.callback.open", page.deadline(asked.dueAt()));
            case DONE -> page.say("webchat.callback.done");
            case EMAILED -> page.say("webchat.callback.emailed");
        };
    }

    /** What it means. */
    static String callbackText(Page page, Callback asked) {
        return switch (asked.state()) {
            case OPEN -> asked.tries() == 0 ? page.say("webchat.callback.open.text") : page.say("webchat.callback.tried", asked.tries());
            case DONE -> page.say("webchat.callback.done.text", page.moment(Objects.requireNonNull(asked.settledAt())));
            case EMAILED -> page.say("webchat.callback.emailed.text", page.moment(Objects.requireNonNull(asked.settledAt())));
        };
    }

    private static String office(Page page, @Nullable String answering) {
        return answering == null ? page.requireTown().office() : answering;
    }

    private static String firstName(String name) {
        return name.split(" ")[0];
    }

    /** «Tu · 10:06 · letto», «Anna, Urp · 10:05». */
    static String head(Page page, ChatLine line, @Nullable ChatSession session) {
        var who = line.isOurs() ? author(page, line) : page.say("webchat.you");
        var read = !line.isOurs() && session != null && session.officeRead() >= line.number() ? " · " + page.say("webchat.read") : "";
        return who + " · " + page.clock(line.at()) + read;
    }

    /** First name and office: the town hall answers, by a person. */
    static String author(Page page, ChatLine line) {
        var office = office(page, line.office());
        return line.author() == null ? office : firstName(line.author()) + ", " + office;
    }
}
