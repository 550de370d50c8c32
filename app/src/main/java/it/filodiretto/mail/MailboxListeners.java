// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.mail;

import it.filodiretto.messaging.Lane;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** One {@link MailboxListener} for each mailbox that can be read. */
@Component
class MailboxListeners implements SmartLifecycle {

    private final Map<String, MailboxListener> open = new ConcurrentHashMap<>();
    private volatile boolean running;

    /** Sees to it that somebody listens there. */
    void listen(Lane lane, MailboxSettings.Box box, MailboxListener.Reading reading) {
        if (running) {
            open.compute(box.address(), (_, before) -> before != null && before.isFresh() ? before : after(before, lane, box, reading));
        }
    }

    boolean isHeard(MailboxSettings.Box box) {
        var there = open.get(box.address());
        return there != null && there.listens();
    }

    private static MailboxListener after(@Nullable MailboxListener before, Lane lane, MailboxSettings.Box box, MailboxListener.Reading reading) {
        if (before != null) {
            before.stop();
        }
        return MailboxListener.begin(lane, MailServerAddress.of(box.imap()), reading);
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        open.values().forEach(MailboxListener::stop);
        open.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
