// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.chatpage;

import it.filodiretto.live.Listener;
import it.filodiretto.live.Signals;
import it.filodiretto.page.Page;
import it.filodiretto.webchat.ChatEntry;
import it.filodiretto.webchat.ChatHours;
import it.filodiretto.webchat.ChatKey;
import it.filodiretto.webchat.ChatLog;
import it.filodiretto.webchat.ChatOpening;
import it.filodiretto.webchat.ChatQueues;
import it.filodiretto.webchat.ChatSession;
import it.filodiretto.webchat.Chats;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Brings an open chat what is new, as server-sent events: each line with its number as the event's id, so that a browser
 * that comes back after a cut goes on where it was; and the state, whenever it is another.
 */
@Component
class ChatStream {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern NEXT = Pattern.compile("\"next\":\\d+");
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int HEARTBEAT = 10;
    /** After so many looks the browser comes again. */
    private static final int LOOKS = 1_800;

    private final Chats chats;
    private final ChatLog log;
    private final ChatHours hours;
    private final ChatQueues queues;
    private final Signals signals;
    private final Clock clock;
    private volatile boolean closing;

    ChatStream(Chats chats, ChatLog log, ChatHours hours, ChatQueues queues, Signals signals, Clock clock) {
        this.chats = chats;
        this.log = log;
        this.hours = hours;
        this.queues = queues;
        this.signals = signals;
        this.clock = clock;
    }

    @EventListener
    void close(ContextClosedEvent event) {
        closing = true;
    }

    /** The state of a chat as it is now. */
    ChatStatus status(Page page, Optional<ChatSession> session) {
        var found = session.orElse(null);
        return ChatStatus.of(page, hours.now(), hours.isWritable(found), found, queues.now(), clock.instant());
    }

    /** Returns after half an hour, or when the program stops. @param after the last line that is known @throws IOException when the browser has gone */
    void run(ChatKey key, int after, Page page, Listener browser) throws IOException {
        var session = chats.find(key);
        try (var watcher = signals.watch(session.map(ChatSession::topic).orElse("chat"))) {
            var sent = "";
            @Nullable Standing known = null;
            int number = after;
            boolean changed = true;
            for (int look = 0; look < LOOKS && !closing && !Thread.currentThread().isInterrupted(); look++) {
                if (changed) {
                    var news = log.news(key, number);
                    session = news.map(ChatLog.News::session);
                    number = news.isEmpty() ? number : lines(news.get().entries(), number, page, browser);
                }
                var standing = standing(session);
                if (!standing.equals(known)) {
                    known = standing;
                    sent = state(status(page, session), sent, browser);
                } else if (look % HEARTBEAT == HEARTBEAT - 1) {
                    browser.beat();
                }
                changed = watcher.await(LOOK) || session.filter(ChatSession::officeWrites).isPresent();
            }
        } catch (CannotCreateTransactionException _) {
            // The program stops, or the database is gone: what was sent is whole, and the browser comes again.
        }
    }

    /** All that the state is made of: while it stays the same nothing need be put into words, for a thousand chats each second. */
    private record Standing(ChatOpening opening, boolean writable, Optional<ChatSession> session, @Nullable Integer before, @Nullable Duration usual, long minute) {}

    private Standing standing(Optional<ChatSession> session) {
        var found = session.orElse(null);
        var queue = queues.now();
        return new Standing(hours.now(), hours.isWritable(found), session, found == null ? null : queue.places().get(found.citizen()), queue.usual(),
            clock.instant().getEpochSecond() / 60);
    }

    /** @return what was said, without the time that runs */
    private static String state(ChatStatus now, String sent, Listener browser) throws IOException {
        var state = JSON.writeValueAsString(now);
        var comparable = NEXT.matcher(state).replaceFirst("");
        if (!comparable.equals(sent)) {
            browser.write("event: stato\ndata: " + state + "\n\n");
        }
        return comparable;
    }

    private static int lines(List<ChatEntry> entries, int after, Page page, Listener browser) throws IOException {
        int number = after;
        for (var entry : entries) {
            var line = entry.line();
            browser.write("id: " + line.number() + "\nevent: riga\ndata: " + JSON.writeValueAsString(ChatBubble.of(page, entry)) + "\n\n");
            number = line.number();
        }
        return number;
    }
}
