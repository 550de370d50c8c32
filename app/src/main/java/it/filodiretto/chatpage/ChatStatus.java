// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.chatpage;

import it.filodiretto.page.Page;
import it.filodiretto.shared.Emergencies;
import it.filodiretto.webchat.ChatOpening;
import it.filodiretto.webchat.ChatQueue;
import it.filodiretto.webchat.ChatSession;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a chat's page shows besides the lines: sent as JSON whenever it changes.
 *
 * @param kind {@code open, absent, closed}
 * @param words «Aperta fino alle 13:00»
 * @param next in so many seconds this changes by the timetable; 0: not known
 * @param writable the person may write now
 * @param news who answers, or how many come before: one sentence, or empty
 * @param code of the talk; empty: nothing was said yet
 * @param phone the code by which the person carries it on on WhatsApp; empty as well
 * @param read up to which of the person's lines an operator has seen it
 * @param seen up to which line the person has seen them
 * @param emergency null: none
 */
record ChatStatus(String kind, String words, long next, boolean writable, String news, String code, String phone, int read, int seen, boolean writing, boolean ended, boolean rated,
        @Nullable Siren emergency) {

    /**
     * In the middle of an emergency.
     *
     * @param words in the town's language
     * @param link to where {@code more} is said
     * @param call whom to call
     */
    record Siren(String words, String link, String more, String call) {

        static Siren of(Page page, Emergencies.Emergency emergency) {
            return new Siren(emergency.words(), page.whole(page.citizen("avvisi", emergency.notice())), page.say("page.emergency.more"), page.say("site.emergency"));
        }
    }

    static ChatStatus of(Page page, ChatOpening opening, boolean writable, @Nullable ChatSession session, @Nullable ChatQueue queue,
            Emergencies.@Nullable Emergency emergency, Instant now) {
        var kind = opening.kind().name().toLowerCase(java.util.Locale.ROOT);
        var next = opening.changesAt();
        long seconds = next == null ? 0 : Math.max(1, next.getEpochSecond() - now.getEpochSecond() + 1);
        var siren = emergency == null ? null : Siren.of(page, emergency);
        return session == null
            ? new ChatStatus(kind, ChatWords.state(page, opening), seconds, writable, ChatWords.usual(page, opening, queue), "", "", 0, 0, false, false, false, siren)
            : new ChatStatus(kind, ChatWords.state(page, opening), seconds, writable, ChatWords.news(page, opening, session, queue), session.code(), session.phoneCode(), session.officeRead(),
                session.citizenRead(), session.officeWrites(), session.isEnded(), session.rating() != null, siren);
    }
}
