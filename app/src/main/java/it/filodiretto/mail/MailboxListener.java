// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.mail;

import it.filodiretto.messaging.Lane;
import it.filodiretto.municipality.CurrentMunicipality;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of a mail when it arrives, where the server tells it (IMAP IDLE, RFC 2177), and has it read on the same connection. It
 * ends with its connection; the reader's rounds read all the same, and begin another.
 */
final class MailboxListener {

    /** Reads what is new in the folder. */
    interface Reading {
        void read(IMAPFolder folder) throws MessagingException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(MailboxListener.class);
    /** Firewalls forget a silent connection after some ten minutes, servers after thirty, and neither tells. */
    private static final Duration FRESH = Duration.ofMinutes(9);

    private final Lane lane;
    private final MailServerAddress server;
    private final Reading reading;
    private final long since = System.nanoTime();
    /** Held while a mail is read: that is not cut off. */
    private final ReentrantLock atWork = new ReentrantLock();
    private final Thread thread;
    private volatile boolean offered = true;
    private volatile boolean stopped;

    private MailboxListener(Lane lane, MailServerAddress server, Reading reading) {
        this.lane = lane;
        this.server = server;
        this.reading = reading;
        this.thread = Thread.ofVirtual().name("mailbox " + lane.account()).unstarted(() -> CurrentMunicipality.inTown(lane.town(), this::run));
    }

    static MailboxListener begin(Lane lane, MailServerAddress server, Reading reading) {
        var listener = new MailboxListener(lane, server, reading);
        listener.thread.start();
        return listener;
    }

    boolean listens() {
        return thread.isAlive() && !stopped;
    }

    /** Whether it need not be replaced yet; where a server does not tell, it is asked again as seldom. */
    boolean isFresh() {
        return (thread.isAlive() || !offered) && System.nanoTime() - since < FRESH.toNanos();
    }

    /** At once, or when what is being read is read. An interrupted virtual thread leaves its socket, also if the other end is gone without a word. */
    void stop() {
        stopped = true;
        if (atWork.tryLock()) {
            try {
                thread.interrupt();
            } finally {
                atWork.unlock();
            }
        }
    }

    private void run() {
        try (var store = server.session().getStore(server.protocol())) {
            store.connect(server.host(), server.port(), server.user(), server.password());
            offered = ((IMAPStore) store).hasCapability("IDLE");
            if (offered) {
                var folder = (IMAPFolder) store.getFolder(server.folder());
                folder.open(Folder.READ_ONLY);
                listen(folder);
            }
        } catch (MessagingException | RuntimeException e) {
            if (!stopped) {
                LOG.atInfo().addKeyValue("mailbox", lane.account()).addKeyValue("cause", e.getClass().getSimpleName()).log("A mailbox's connection ended; the next round opens another");
            }
        }
    }

    private void listen(IMAPFolder folder) throws MessagingException {
        while (!stopped) {
            read(folder);
            if (!stopped) {
                folder.idle(true);
            }
        }
    }

    /** Again for what arrives meanwhile: of that nothing is told afterwards. */
    private void read(IMAPFolder folder) throws MessagingException {
        atWork.lock();
        try {
            int there;
            do {
                there = folder.getMessageCount();
                reading.read(folder);
            } while (folder.getMessageCount() != there && !stopped);
        } finally {
            atWork.unlock();
        }
    }
}
