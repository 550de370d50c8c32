// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.chatpage;

import it.filodiretto.live.Listener;
import it.filodiretto.live.Signals;
import it.filodiretto.live.Watcher;
import it.filodiretto.page.Page;
import it.filodiretto.shared.Emergencies;
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
    /** What nobody signals: the hour, the queue, that somebody writes no more. Of a thousand open chats five hundred look each second. */
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final int HEARTBEAT = 5;
    /** After so many looks the browser comes again. */
    private static final int LOOKS = 900;

    private final Chats chats;
    private final ChatLog log;
    private final ChatHours hours;
    private final ChatQueues queues;
    private final Emergencies emergencies;
    private final Signals signals;
    private final Clock clock;
    private volatile boolean closing;

    ChatStream(Chats chats, ChatLog log, ChatHours hours, ChatQueues queues, Emergencies emergencies, Signals signals, Clock clock) {
        this.chats = chats;
        this.log = log;
        this.hours = hours;
        this.queues = queues;
        this.emergencies = emergencies;
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
        return ChatStatus.of(page, hours.now(), hours.isWritable(found), found, queues.now(), emergencies.now().orElse(null), clock.instant());
    }

    /** Returns after half an hour, or when the program stops. @param after the last line that is known @throws IOException when the browser has gone */
    void run(ChatKey key, int after, Page page, Listener browser) throws IOException {
        var session = chats.find(key);
        try (var watcher = signals.watch(session.map(ChatSession::topic).orElse("chat"))) {
            new Telling(key, after, page, browser).run(watcher);
        } catch (CannotCreateTransactionException _) {
            // The program stops, or the database is gone: what was sent is whole, and the browser comes again.
        }
    }

    /** What one browser has been told. */
    private final class Telling {

        private final ChatKey key;
        private final Page page;
        private final Listener browser;
        private Optional<ChatSession> session = Optional.empty();
        private int number;
        private @Nullable Standing standing;
        private String sent = "";

        Telling(ChatKey key, int after, Page page, Listener browser) {
            this.key = key;
            this.number = after;
            this.page = page;
            this.browser = browser;
        }

        void run(Watcher watcher) throws IOException {
            var words = new StringBuilder();
            look(words);
            for (int look = 0; look < LOOKS && !closing && !Thread.currentThread().isInterrupted(); look++) {
                addState(words);
                if (!words.isEmpty()) {
                    browser.write(words.toString());
                } else if (look % HEARTBEAT == HEARTBEAT - 1) {
                    browser.beat();
                }
                words = new StringBuilder(0);   // while a chat is idle it holds nothing
                boolean known = watcher.await(LOOK) ? hear(watcher.news(), words) : session.filter(ChatSession::officeWrites).isEmpty();
                if (!known) {
                    look(words);
                }
            }
        }

        private void look(StringBuilder words) {
            var news = log.news(key, number);
            session = news.map(ChatLog.News::session);
            news.map(ChatLog.News::entries).orElse(List.of()).forEach(it -> add(it, words));
        }

        /** What was said on this node is here already: the line that comes next is told without asking the database. @return false: it is to be asked */
        private boolean hear(Optional<List<Record>> news, StringBuilder words) {
            for (var one : news.orElse(List.of())) {
                if (!(one instanceof ChatEntry entry) || session.isEmpty() || entry.line().number() > number + 1) {
                    return false;
                }
                if (entry.line().number() > number) {
                    add(entry, words);
                    session = session.map(it -> it.with(entry.line()));
                }
            }
            return news.isPresent();
        }

        private void add(ChatEntry entry, StringBuilder words) {
            number = entry.line().number();
            words.append("id: ").append(number).append("\nevent: riga\ndata: ").append(JSON.writeValueAsString(ChatBubble.of(page, entry))).append("\n\n");
        }

        /** If it is another, the time that runs apart. */
        private void addState(StringBuilder words) {
            var now = standing(session);
            if (now.equals(standing)) {
                return;
            }
            standing = now;
            var state = JSON.writeValueAsString(status(page, session));
            var comparable = NEXT.matcher(state).replaceFirst("");
            if (!comparable.equals(sent)) {
                words.append("event: stato\ndata: ").append(state).append("\n\n");
                sent = comparable;
            }
        }
    }

    /** All that the state is made of: while it stays the same nothing need be put into words, for a thousand chats each second. */
    private record Standing(ChatOpening opening, boolean writable, Optional<ChatSession> session, @Nullable Integer before, @Nullable Duration usual,
            Optional<Emergencies.Emergency> emergency, long minute) {}

    private Standing standing(Optional<ChatSession> session) {
        var found = session.orElse(null);
        var queue = queues.now();
        return new Standing(hours.now(), hours.isWritable(found), session, found == null ? null : queue.places().get(found.citizen()), queue.usual(),
            emergencies.now(), clock.instant().getEpochSecond() / 60);
    }
}
